import { randomUUID } from 'node:crypto';

/** The Odoo that the suite is run against. */
export interface OdooTarget {
  url: string;
  db: string;
  username: string;
  password: string;
  apiKey: string;
}

/** What every part of the suite is given. */
export interface SuiteContext {
  target: OdooTarget;
  /** Stands in the name of everything that the suite creates, so that it never clashes and is easily found. */
  mark: string;
}

/** A mark that nothing else in the database carries. */
export function createMark(): string {
  return `conformance ${randomUUID().slice(0, 8)}`;
}
