import { both, type Domain, mentions, parseDomain } from './domain.ts';
import type { Environment } from './environment.ts';
import { modelOf } from './environment.ts';
import { pythonError } from './exceptions.ts';
import { createMatcher } from './matcher.ts';
import type { Model } from './model.ts';
import { createComparator } from './order.ts';
import { OdooRecord } from './record.ts';
import { isEmpty, type Value } from './value.ts';

/** Paging and order of a search; `false` and `null` mean "not given", as over RPC. */
export interface SearchOptions {
  offset?: Value;
  limit?: Value;
  order?: Value;
}

/** The records that fit `domain`, in order. Archived ones only when the domain or the context asks for them. */
export function search(
  environment: Environment,
  modelName: string,
  domain: Value,
  options: SearchOptions = {},
): OdooRecord[] {
  const model = modelOf(environment, modelName);
  const parsed = parseDomain(isEmpty(domain) ? [] : domain);
  const hidesArchived =
    'active' in model.fields && environment.context.active_test !== false && !mentions(parsed, 'active');
  const active = { kind: 'condition', path: 'active', operator: '=', value: true } as const;
  const visible = withoutHidden(model, parsed);
  const fits = createMatcher(environment, model, hidesArchived ? both(visible, active) : visible);
  const order = createComparator(
    environment,
    model,
    isEmpty(options.order) ? model.order : String(options.order),
  );
  const offset = rowCount(options.offset, 'OFFSET') ?? 0;
  const limit = rowCount(options.limit, 'LIMIT') ?? Number.POSITIVE_INFINITY;

  return environment.database
    .ids(modelName)
    .map((id) => new OdooRecord(environment, model, id))
    .filter(fits)
    .sort((first, second) => order(first, second) || first.id - second.id)
    .slice(offset, offset + limit);
}

function withoutHidden({ hidesUnlessMentioned: fields }: Model, domain: Domain): Domain {
  if (!fields || fields.some((field) => mentions(domain, field))) return domain;
  return both(domain, { kind: 'condition', path: fields[0], operator: '=', value: false });
}

function rowCount(value: Value | undefined, clause: 'LIMIT' | 'OFFSET'): number | undefined {
  if (isEmpty(value) || value === 0) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    const message = `invalid input syntax for type bigint: "${String(value)}"\n`;
    throw pythonError('psycopg2.errors.InvalidTextRepresentation', message);
  }
  if (value >= 0) return value;
  const suffix = clause === 'LIMIT' ? 'RowCountInLimitClause' : 'RowCountInResultOffsetClause';
  throw pythonError(`psycopg2.errors.Invalid${suffix}`, `${clause} must not be negative\n`);
}
