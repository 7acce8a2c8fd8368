import type { Database } from './database.ts';
import { pythonError } from './exceptions.ts';
import type { Model } from './model.ts';
import type { Registry } from './registry.ts';
import type { Values } from './value.ts';

/** Everything a call works with: whose call it is, on which data, in which context. */
export interface Environment {
  registry: Registry;
  database: Database;
  /** Odoo's major version. */
  version: number;
  userId: number;
  context: Values;
  now: () => Date;
}

/** The model called `name`; a KeyError, as in Python, where there is none. */
export function modelOf(environment: Environment, name: string): Model {
  const model = environment.registry.get(name);
  if (!model) throw pythonError('KeyError', name);
  return model;
}

/** The same environment with some of its context replaced. */
export function withContext(environment: Environment, context: Values): Environment {
  return { ...environment, context: { ...environment.context, ...context } };
}

/** A point in time as Odoo writes it: UTC, `YYYY-MM-DD HH:MM:SS`. */
export function formatDatetime(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ');
}

/** The time of the call, as Odoo writes it. */
export function currentDatetime(environment: Environment): string {
  return formatDatetime(environment.now());
}
