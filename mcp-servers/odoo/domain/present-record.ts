import type { OdooRecord } from '#adapters/odoo/port.ts';
import type { ModelFields } from './model-fields.ts';

const longestText = 2_000;

/** A record for a model's eyes: nothing is null instead of false, and long texts are cut. */
export function presentRecord(record: OdooRecord, fields: ModelFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, presentValue(value, fields[name]?.type)]),
  );
}

function presentValue(value: unknown, type: string | undefined): unknown {
  if (value === false && type !== 'boolean') return null;
  if (typeof value === 'string' && value.length > longestText) return `${value.slice(0, longestText)}…`;
  return value;
}

/** The first records that fit into an answer of `budget` characters of JSON, one at least. */
export function withinBudget<Item>(records: readonly Item[], budget = 64_000): Item[] {
  let used = 0;
  const end = records.findIndex((record, index) => {
    used += JSON.stringify(record).length;
    return index > 0 && used > budget;
  });
  return end === -1 ? [...records] : records.slice(0, end);
}
