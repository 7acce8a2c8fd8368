import { formatMoney } from '#graphs/shared/money.ts';
import { awaitsReply, type Played, type PlayedStep } from './play-dialogue.ts';

/** Something that must be so, and was not. */
export interface Failure {
  /** What was done counts before what was said. */
  kind: 'effect' | 'words';
  /** Which step, from 1; 0 for the end. */
  step: number;
  text: string;
}

/** What is wrong with a dialogue as it went; nothing where it went as it should. */
export function judge(played: Played): Failure[] {
  return [
    ...played.steps.flatMap((step, index) =>
      judgeStep(step).map(([kind, text]) => ({ kind, step: index + 1, text })),
    ),
    ...[...judgeEnd(played), ...judgeStatements(played)].map(([kind, text]) => ({ kind, step: 0, text })),
  ];
}

type Found = [kind: Failure['kind'], text: string];

function judgeStep({ step, replies, notes, tools }: PlayedStep): Found[] {
  if (!('tools' in step)) return [];
  const said = replies.join('\n');
  const wanted = 'customer' in step ? Number(!step.silent) : Number(awaitsReply(step));
  const noted = 'note' in step ? step.note : [];
  return [
    ...failing(replies.length !== wanted, 'effect', `${replies.length} replies, not ${wanted}: ${said}`),
    ...step.tools
      .filter((tool) => !tools.includes(tool))
      .map((tool): Found => ['effect', `${tool} was not called, but ${tools.join(', ')}`]),
    ...step.never
      .filter((tool) => tools.includes(tool))
      .map((tool): Found => ['effect', `${tool} was called`]),
    ...noted
      .filter((pattern) => !pattern.test(notes.join('\n')))
      .map((pattern): Found => ['effect', `no note holds ${pattern}: ${notes.join('\n')}`]),
    ...step.reply
      .filter((pattern) => !pattern.test(said))
      .map((pattern): Found => ['words', `the reply does not hold ${pattern}: ${said}`]),
    ...step.not
      .filter((pattern) => pattern.test(said))
      .map((pattern): Found => ['words', `the reply holds ${pattern}: ${said}`]),
  ];
}

function judgeEnd(played: Played): Found[] {
  const { dialogue, before, after, status, handoff, memory } = played;
  const { ends } = dialogue;
  const made = after.orders.slice(before.orders.length).map(({ state, lines }) => ({ state, lines }));
  const same = (name: string, found: unknown, wanted: unknown) => {
    if (wanted === 'any') return [];
    const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)];
    return failing(is !== should, 'effect', `${name}: ${is}, not ${should}`);
  };
  return [
    ...same('status', status, ends.status),
    ...same('orders', made.map(sorted), ends.orders === 'any' ? 'any' : ends.orders.map(sorted)),
    ...same('appointments', after.appointments, ends.appointments),
    ...same('leads', after.leads, ends.leads),
    ...same('new customers', after.partners - before.partners, ends.new_customers),
    ...same('handoff', handoff, ends.handoff),
    ...ends.order_notes
      .filter((pattern) => !pattern.test(after.notes.join('\n')))
      .map((pattern): Found => ['effect', `no note on an order holds ${pattern}`]),
    ...ends.remembers
      .filter((pattern) => !pattern.test(memory))
      .map((pattern): Found => ['effect', `${pattern} is not remembered: ${memory}`]),
  ];
}

const sorted = ({ state, lines }: { state: string; lines: Record<string, number> }) => ({
  state,
  lines: Object.fromEntries(Object.entries(lines).sort()),
});

/**
 * What every dialogue must keep to, as a reply's figures can all be right and the statement wrong: the number of an
 * order, unless the customer said it first, is one of this customer's; and what is said to be confirmed is, at the
 * total that was told.
 */
function judgeStatements({ dialogue, steps, after }: Played): Found[] {
  const asked = JSON.stringify(dialogue.steps);
  return steps
    .flatMap(({ replies }) => replies)
    .flatMap((reply) =>
      [...reply.matchAll(/\bS\d{5,}\b/g)].flatMap(([name]): Found[] => {
        const order = after.orders.find((each) => each.name === name);
        if (!order)
          return failing(!asked.includes(name), 'effect', `${name} is no order of this customer: ${reply}`);
        const isConfirmation = new RegExp(`^(Pedido|Order) \\*${name}\\* (is )?confirm`, 'm').test(reply);
        if (!isConfirmation) return [];
        const totals = [formatMoney(order.total, 'BRL', 'pt-BR'), formatMoney(order.total, 'BRL', 'en')];
        const isTrue = order.state === 'sale' && totals.some((total) => reply.includes(total));
        return failing(
          !isTrue,
          'effect',
          `${name} is ${order.state}, ${order.total}, but was told: ${reply}`,
        );
      }),
    );
}

function failing(isWrong: boolean, kind: Failure['kind'], text: string): Found[] {
  return isWrong ? [[kind, text]] : [];
}
