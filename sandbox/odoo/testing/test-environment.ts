import { createInstance, type OdooInstance } from '../instance.ts';
import type { Environment } from '../orm/environment.ts';
import type { Values } from '../orm/value.ts';

/** The time at which every test runs. */
export const testTime = new Date('2026-03-10T12:00:00Z');

/** A seeded instance that stands still in time. */
export function createTestInstance(version = 19): OdooInstance {
  const credentials = { db: 'test', username: 'admin', password: 'admin', apiKey: 'key' };
  return createInstance(version, credentials, () => new Date(testTime));
}

/** The administrator's environment in a fresh instance. */
export function createTestEnvironment(context: Values = {}, version = 19): Environment {
  return createTestInstance(version).environment(2, context);
}
