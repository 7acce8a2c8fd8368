import { type Evidence, knownFigures } from './evidence.ts';
import { type Figure, figuresIn } from './figures.ts';
import { unkeptPromises } from './promises.ts';

/** What a customer has said proves neither a price nor a stock, and not a date of the company's either. */
const provenByResultsAlone: readonly Figure['kind'][] = ['money', 'percent', 'stock', 'date', 'time'];
const discount = /desconto|\boff\b|discount/i;

export interface ReplyEvidence extends Evidence {
  /** Whether a tool has changed something in this turn. */
  wrote: boolean;
}

/**
 * What a model's reply states without evidence, in its own words: figures that are in no result of this turn,
 * promises that no tool has made, telephone numbers and addresses of others. Empty for a reply that may be sent,
 * which a reply without words may not.
 */
export function checkReply(reply: string, evidence: ReplyEvidence): string[] {
  if (reply === '') return ['no words'];
  const known = knownFigures(evidence);
  const unfounded = figuresIn(reply).filter(
    (figure) =>
      !known.isStated(figure) && (provenByResultsAlone.includes(figure.kind) || !known.isCustomers(figure)),
  );
  return [
    ...new Set([
      ...unfounded.map(({ text }) => text),
      ...unkeptPromises(reply, evidence.wrote),
      ...excessiveDiscounts(reply, evidence.business.limits.max_discount_percent),
    ]),
  ];
}

function excessiveDiscounts(reply: string, most: number): string[] {
  return reply
    .split(/(?<=[.!?\n])\s/)
    .filter((sentence) => discount.test(sentence))
    .flatMap((sentence) => figuresIn(sentence))
    .filter(({ kind, values }) => kind === 'percent' && values.every((value) => Number(value) > most))
    .map(({ text }) => text);
}
