import { parseAggregate } from '../orm/aggregate.ts';
import { pythonError } from '../orm/exceptions.ts';
import { char } from '../orm/field.ts';
import { groupRecords, orderGroups, type RecordGroup } from '../orm/group-records.ts';
import { type Grouping, parseGrouping } from '../orm/grouping.ts';
import type { Method, MethodCall } from '../orm/model.ts';
import { scalarTest } from '../orm/scalar-test.ts';
import { search } from '../orm/search.ts';
import { isEmpty, type Value, type Values } from '../orm/value.ts';

/** Sums and counts by group, as Odoo 19 answers them. */
export const formattedReadGroup: Method = {
  onModel: true,
  parameters: ['domain', 'groupby?', 'aggregates?', 'having?', 'offset?', 'limit?', 'order?'],
  run: formatted,
};

function formatted(call: MethodCall): Value {
  const { domain = [], groupby = [], aggregates = [], having = [], offset, limit, order } = call.arguments;
  const groupings = texts(groupby).map((spec) => parseGrouping(call.environment, call.model, spec));
  const parsed = texts(aggregates).map((spec) => parseAggregate(call.model, spec));
  const records = search(call.environment, call.model.model, domain);
  const groups = groupRecords(records, groupings, parsed).filter(havingTest(having));
  const ordered = isEmpty(order) ? groups : orderGroups(groups, groupings, String(order));
  return page(ordered, offset, limit).map((group) => answer(group, groupings));
}

/** The part of a list that `offset` and `limit` ask for. */
export function page<Item>(items: Item[], offset: Value | undefined, limit: Value | undefined): Item[] {
  const start = Number(offset ?? 0);
  return isEmpty(limit) ? items.slice(start) : items.slice(start, start + Number(limit));
}

/** The conditions that select a group, in prefix notation. */
export function groupDomain(groupings: Grouping[], keys: Value[]): Value[] {
  const parts = groupings.map((grouping, index) => grouping.domainOf(keys[index] ?? false));
  if (parts.length === 0) return [[1, '=', 1]];
  return [...parts.slice(1).map(() => '&'), ...parts.flat()];
}

function texts(value: Value): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function answer(group: RecordGroup, groupings: Grouping[]): Values {
  const keys = groupings.map((grouping, index) => [
    grouping.spec,
    grouping.format(group.keys[index] ?? false),
  ]);
  return {
    ...Object.fromEntries(keys),
    __extra_domain: groupDomain(groupings, group.keys),
    ...group.aggregates,
  };
}

function havingTest(having: Value): (group: RecordGroup) => boolean {
  const conditions = Array.isArray(having) ? having : [];
  const tests = conditions.map((condition) => {
    if (!Array.isArray(condition))
      throw pythonError('ValueError', 'having: only plain conditions are supported');
    const [spec, operator, value = false] = condition;
    const test = scalarTest(char(''), String(operator), value);
    return (group: RecordGroup) => test(group.aggregates[String(spec)] ?? false);
  });
  return (group) => tests.every((test) => test(group));
}
