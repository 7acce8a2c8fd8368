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
  collect(ownWords(business), texts, known);
  const all = texts.join('\n');
  for (const value of valuesIn(all)) known.add(value);
  const digits = all.replace(/\D/g, '');
  const upper = all.toUpperCase();
  const customers = valuesIn(customerWords);
  return {
    isStated: ({ kind, values }) =>
      values.some(
        (value) =>
          known.has(value) ||
          (kind === 'code' && upper.includes(value)) ||
          (kind === 'identifier' && /^\d+$/.test(value) && digits.includes(value)),
      ),
    isCustomers: ({ values }) => values.some((value) => customers.has(value)),
  };
}

/** What the company says of itself, and what day it is. */
function ownWords(business: BusinessProfile): unknown[] {
  const { name, about, policies, hours, greeting, limits } = business;
  const { date, time } = localMoment(hours, new Date());
  return [
    [name, about, policies, greeting, limits.max_lines, limits.max_quantity],
    describeHours(hours, 'pt-BR'),
    describeHours(hours, 'en'),
    `${date} ${time}`,
  ];
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

function valuesIn(text: string): Set<string> {
  return new Set(figuresIn(text).flatMap(({ values }) => values));
}
