import { type Aggregate, parseAggregate } from '../orm/aggregate.ts';
import { isNumeric } from '../orm/field.ts';
import { groupRecords, orderGroups, type RecordGroup } from '../orm/group-records.ts';
import { type Grouping, parseGrouping } from '../orm/grouping.ts';
import type { Method, MethodCall, Model } from '../orm/model.ts';
import { search } from '../orm/search.ts';
import { isEmpty, type Value, type Values } from '../orm/value.ts';
import { groupDomain, page } from './formatted-read-group.ts';

/** Sums and counts by group, as Odoo answered them until 18 and still does in 19. */
export const readGroup: Method = {
  onModel: true,
  parameters: ['domain', 'fields', 'groupby', 'offset?', 'limit?', 'orderby?', 'lazy?'],
  run: grouped,
};

function grouped(call: MethodCall): Value {
  const { domain = [], fields = [], groupby = [], offset, limit, orderby, lazy = true } = call.arguments;
  const specs = (Array.isArray(groupby) ? groupby : [groupby]).map(String);
  const used = lazy ? specs.slice(0, 1) : specs;
  const groupings = used.map((spec) => parseGrouping(call.environment, call.model, spec));
  const aggregates = aggregatesOf(call.model, Array.isArray(fields) ? fields.map(String) : [], specs);
  const records = search(call.environment, call.model.model, domain);
  const groups = groupRecords(records, groupings, [parseAggregate(call.model, '__count'), ...aggregates]);
  const ordered = isEmpty(orderby) ? groups : orderGroups(groups, groupings, String(orderby));
  const rest = lazy ? specs.slice(1) : [];
  const { version } = call.environment;
  return page(ordered, offset, limit).map((group) =>
    answer(group, groupings, Boolean(lazy), rest, { domain, version }),
  );
}

function answer(
  group: RecordGroup,
  groupings: Grouping[],
  lazy: boolean,
  rest: string[],
  { domain, version }: { domain: Value; version: number },
): Values {
  const { __count: count = 0, ...aggregates } = group.aggregates;
  const keys = groupings.map((grouping, index) => [
    grouping.spec,
    label(grouping, group.keys[index] ?? false),
  ]);
  const [first] = groupings;
  const own = groupDomain(groupings, group.keys);
  const given = Array.isArray(domain) ? domain : [];
  return {
    ...Object.fromEntries(keys),
    [lazy && first ? `${first.field}_count` : '__count']: count,
    ...aggregates,
    ...(version >= 15 && rangesOf(groupings, group.keys)),
    __domain: given.length > 0 ? ['&', ...own, ...given] : own,
    ...(rest.length > 0 && { __context: { group_by: rest } }),
  };
}

/** The bounds of periods, beside their names: from 15 on. */
function rangesOf(groupings: Grouping[], keys: Value[]): Values {
  const periods = groupings.flatMap((grouping, index): [string, Value][] => {
    const key = keys[index] ?? false;
    if (!grouping.spec.includes(':')) return [];
    const [, from, to] = grouping.domainOf(key);
    const bound = (term: Value | undefined) => (Array.isArray(term) ? (term[2] ?? false) : false);
    return [[grouping.spec, key !== false && { from: bound(from), to: bound(to) }]];
  });
  return periods.length > 0 ? { __range: Object.fromEntries(periods) } : {};
}

/** A period is told by its name alone here. */
function label(grouping: Grouping, key: Value): Value {
  const formatted = grouping.format(key);
  return grouping.spec.includes(':') && Array.isArray(formatted) ? (formatted[1] ?? false) : formatted;
}

/** `amount`, `amount:avg` or `total:sum(amount)`; a bare number is summed, and a bare text left out. */
function aggregatesOf(model: Model, fields: string[], groupby: string[]): Aggregate[] {
  return fields.flatMap((spec) => {
    const [name = '', reducer] = spec.split(':');
    if (groupby.some((group) => group.split(':')[0] === name)) return [];
    const [, inner, source] = /^(\w+)\((\w+)\)$/.exec(reducer ?? '') ?? [];
    if (inner && source) return [renamed(parseAggregate(model, `${source}:${inner}`), name)];
    const field = model.fields[name];
    if (!reducer && field && !isNumeric(field)) return [];
    return [renamed(parseAggregate(model, `${name}:${reducer ?? 'sum'}`), name)];
  });
}

function renamed(aggregate: Aggregate, spec: string): Aggregate {
  return { ...aggregate, spec };
}
