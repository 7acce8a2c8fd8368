import type { BusinessProfile } from '#config/business-schema.ts';
import { describeHours } from '#config/describe-hours.ts';
import { localMoment } from '#config/opening-hours.ts';
import { type Figure, figuresIn, numberValue } from './figures.ts';

/** What a reply may be composed from. */
export interface Evidence {
  /** What tools have returned in this turn. */
  results: readonly unknown[];
  /** What the customer has written in this conversation. */
  customerWords: string;
  business: BusinessProfile;
}

/** The figures that a reply may state. */
export interface KnownFigures {
  /** Whether results, or what the company says of itself, hold it. */
  isStated(figure: Figure): boolean;
  /** Whether the customer said it. */
  isCustomers(figure: Figure): boolean;
}

export function knownFigures({ results, customerWords, business }: Evidence): KnownFigures {
  const texts: string[] = [];
  const known = new Set<string>();
  for (const result of results) collect(result, texts, known);
  const all = texts.join('\n');
  for (const { values } of figuresIn(all)) for (const value of values) known.add(value);
  const digits = all.replace(/\D/g, '');
  const upper = all.toUpperCase();
  const company = new Set(figuresIn(ownWords(business)).flatMap(byKind));
  const customers = new Set(figuresIn(customerWords).flatMap(({ values }) => values));
  return {
    isStated: (figure) =>
      byKind(figure).some((value) => company.has(value)) ||
      figure.values.some(
        (value) =>
          known.has(value) ||
          (figure.kind === 'code' && upper.includes(value)) ||
          (figure.kind === 'identifier' && /^\d+$/.test(value) && digits.includes(value)),
      ),
    isCustomers: ({ values }) => values.some((value) => customers.has(value)),
  };
}

/** What the company says in general proves nothing of another kind: a limit of 1000 pieces is no price. */
function byKind({ kind, values }: Figure): string[] {
  return values.map((value) => `${kind} ${value}`);
}

/** What the company says of itself, and what day it is. */
function ownWords(business: BusinessProfile): string {
  const { name, about, policies, hours, greeting, limits } = business;
  const { date, time } = localMoment(hours, new Date());
  return [
    name,
    about,
    ...policies,
    ...Object.values(greeting ?? {}),
    limits.max_lines,
    limits.max_quantity,
    describeHours(hours, 'pt-BR'),
    describeHours(hours, 'en'),
    `${date} ${time}`,
  ].join('\n');
}

/** Numbers go to `known`, texts to `texts`; how many there are of a thing is known as well. */
function collect(value: unknown, texts: string[], known: Set<string>): void {
  if (typeof value === 'number') known.add(numberValue(value));
  else if (typeof value === 'string') texts.push(value);
  else if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) known.add(String(value.length));
    for (const part of Object.values(value)) collect(part, texts, known);
  }
}
