import { z } from 'zod';
import type { Odoo, OdooCallOptions, OdooDomain } from '#adapters/odoo/port.ts';
import { localTime, parseTime } from '../context/local-time.ts';
import type { Aggregate, GroupBy } from './parse-specs.ts';

export interface GroupQuery {
  model: string;
  domain: OdooDomain;
  groups: readonly GroupBy[];
  aggregates: readonly Aggregate[];
  order: readonly { spec: string; direction: 'asc' | 'desc' }[];
  limit: number;
  offset: number;
  /** By whose clock a period of a datetime begins; also in the context of the call. */
  timeZone: string;
}

/** A group by the specs that were asked for, and `count`. */
export type Group = Record<string, unknown>;

const rows = z.array(z.record(z.string(), z.unknown()));
const firstSeriesWithFormattedReadGroup = 19;

/** Groups of records, alike from every version of Odoo: a relation is `[id, name]`, a period `{from, label}`. */
export async function readGroups(
  odoo: Pick<Odoo, 'call' | 'version'>,
  query: GroupQuery,
  options: OdooCallOptions,
): Promise<Group[]> {
  const { series } = await odoo.version();
  const read = series >= firstSeriesWithFormattedReadGroup ? formattedReadGroup : readGroup;
  return read(odoo, query, options);
}

async function formattedReadGroup(
  odoo: Pick<Odoo, 'call'>,
  { model, domain, groups, aggregates, order, limit, offset, timeZone }: GroupQuery,
  options: OdooCallOptions,
): Promise<Group[]> {
  const named = {
    domain,
    groupby: groups.map(({ spec }) => spec),
    aggregates: ['__count', ...aggregates.map(({ spec }) => spec)],
    limit,
    offset,
    ...(order.length > 0
      ? { order: order.map(({ spec, direction }) => `${spec} ${direction}`).join(', ') }
      : {}),
  };
  const answer = await odoo.call(model, 'formatted_read_group', { arguments: named, mode: 'read' }, options);
  return rows.parse(answer).map((row) => ({
    ...Object.fromEntries(groups.map((group) => [group.spec, keyOf(row[group.spec], group, timeZone)])),
    count: row.__count,
    ...Object.fromEntries(aggregates.map(({ spec }) => [spec, presentValue(row[spec])])),
  }));
}

/** A period comes as its beginning and its name. */
function keyOf(value: unknown, { period }: GroupBy, timeZone: string): unknown {
  if (period && Array.isArray(value)) return { from: dayOf(value[0], timeZone), label: value[1] };
  return presentValue(value);
}

/** The day by the clock of the caller: the beginning of a period of a datetime comes in UTC. */
function dayOf(value: unknown, timeZone: string): unknown {
  const instant = typeof value === 'string' ? parseTime(value, 'UTC') : undefined;
  return instant ? localTime(instant, timeZone).slice(0, 10) : value;
}

/** Until 18. It tells each aggregate under a name of our choosing, and the bounds of a period beside its name. */
async function readGroup(
  odoo: Pick<Odoo, 'call'>,
  { model, domain, groups, aggregates, order, limit, offset, timeZone }: GroupQuery,
  options: OdooCallOptions,
): Promise<Group[]> {
  const names = new Map(aggregates.map(({ spec }, index) => [spec, `aggregate_${index}`]));
  const named = {
    domain,
    fields: aggregates.map(({ spec, field, reducer }) => `${names.get(spec)}:${reducer}(${field})`),
    groupby: groups.map(({ spec }) => spec),
    limit,
    offset,
    lazy: false,
    ...(order.length > 0
      ? { orderby: order.map(({ spec, direction }) => `${names.get(spec) ?? spec} ${direction}`).join(', ') }
      : {}),
  };
  const answer = await odoo.call(model, 'read_group', { arguments: named, mode: 'read' }, options);
  return rows.parse(answer).map((row) => ({
    ...Object.fromEntries(groups.map((group) => [group.spec, periodOf(row, group, timeZone)])),
    count: row.__count,
    ...Object.fromEntries(aggregates.map(({ spec }) => [spec, presentValue(row[names.get(spec) ?? spec])])),
  }));
}

const rangesSchema = z.record(z.string(), z.object({ from: z.string() }).or(z.literal(false)));

function periodOf(row: Record<string, unknown>, { spec, period }: GroupBy, timeZone: string): unknown {
  const value = row[spec];
  if (!period || typeof value !== 'string') return presentValue(value);
  // From 15 on; 14 tells the bounds by the group's domain only.
  const ranges = rangesSchema.safeParse(row.__range);
  const range = ranges.success ? ranges.data[spec] : undefined;
  const from = range ? range.from : lowerBound(row.__domain, spec.split(':')[0]);
  return { from: dayOf(from, timeZone), label: value };
}

function lowerBound(domain: unknown, field: string | undefined): unknown {
  const conditions = Array.isArray(domain) ? domain : [];
  const bound = conditions.find((term) => Array.isArray(term) && term[0] === field && term[1] === '>=');
  return bound ? bound[2] : null;
}

function presentValue(value: unknown): unknown {
  return value === false || value === undefined ? null : value;
}
