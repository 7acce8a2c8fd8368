import type { Aggregate } from './aggregate.ts';
import { pythonError } from './exceptions.ts';
import type { Grouping } from './grouping.ts';
import type { OdooRecord } from './record.ts';
import type { Value, Values } from './value.ts';

/** Records that have all keys in common, and what the aggregates make of them. */
export interface RecordGroup {
  /** One for each grouping. */
  keys: Value[];
  aggregates: Values;
}

/** Puts records into groups, in the order of their keys; without groupings there is one group of all. */
export function groupRecords(
  records: OdooRecord[],
  groupings: Grouping[],
  aggregates: Aggregate[],
): RecordGroup[] {
  const groups = new Map<string, { keys: Value[]; records: OdooRecord[] }>();
  if (groupings.length === 0) groups.set('', { keys: [], records });
  else for (const record of records) addToGroups(groups, record, groupings);
  return [...groups.values()]
    .map(({ keys, records }) => ({
      keys,
      aggregates: Object.fromEntries(aggregates.map((aggregate) => [aggregate.spec, aggregate.of(records)])),
    }))
    .sort((first, second) => compareGroups(groupings, first, second));
}

/** Sorts groups by an order such as `amount_total:sum desc, partner_id`. */
export function orderGroups(groups: RecordGroup[], groupings: Grouping[], order: string): RecordGroup[] {
  const comparators = order.split(',').map((term) => groupComparator(groupings, term.trim()));
  return groups.toSorted((first, second) => {
    for (const compare of comparators) {
      const result = compare(first, second);
      if (result !== 0) return result;
    }
    return 0;
  });
}

function addToGroups(
  groups: Map<string, { keys: Value[]; records: OdooRecord[] }>,
  record: OdooRecord,
  groupings: Grouping[],
): void {
  let combinations: Value[][] = [[]];
  for (const grouping of groupings) {
    const keys = grouping.keysOf(record);
    combinations = combinations.flatMap((combination) => keys.map((key) => [...combination, key]));
  }
  for (const keys of combinations) {
    const name = JSON.stringify(keys);
    const group = groups.get(name);
    if (group) group.records.push(record);
    else groups.set(name, { keys, records: [record] });
  }
}

function compareGroups(groupings: Grouping[], first: RecordGroup, second: RecordGroup): number {
  for (const [index, grouping] of groupings.entries()) {
    const result = grouping.compare(first.keys[index] ?? false, second.keys[index] ?? false);
    if (result !== 0) return result;
  }
  return 0;
}

function groupComparator(groupings: Grouping[], term: string) {
  const [spec = '', direction] = term.split(/\s+/);
  const sign = direction?.toLowerCase() === 'desc' ? -1 : 1;
  const index = groupings.findIndex((grouping) => grouping.spec === spec || grouping.field === spec);
  const grouping = groupings[index];
  return (first: RecordGroup, second: RecordGroup): number => {
    if (grouping) return grouping.compare(first.keys[index] ?? false, second.keys[index] ?? false) * sign;
    return (aggregateOf(first, spec) - aggregateOf(second, spec)) * sign;
  };
}

function aggregateOf(group: RecordGroup, spec: string): number {
  const value = group.aggregates[spec] ?? group.aggregates[spec.split(':')[0] ?? ''];
  if (value === undefined)
    throw pythonError('ValueError', `Order term '${spec}' is not a valid aggregate nor groupby`);
  return Number(value);
}
