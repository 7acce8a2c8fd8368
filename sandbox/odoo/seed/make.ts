import { createRecord } from '../orm/create-record.ts';
import type { Environment } from '../orm/environment.ts';
import type { Values } from '../orm/value.ts';

/** Creates a record of the seed and answers its id. */
export type Make = (model: string, values: Values) => number;

/** A `Make` that creates in `environment`. */
export function createMake(environment: Environment): Make {
  return (model, values) => createRecord(environment, model, values).id;
}

/** A text in both languages of the shop. */
export function translated(english: string, portuguese: string): Values {
  return { en_US: english, pt_BR: portuguese };
}
