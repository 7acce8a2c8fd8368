import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reference } from './tenants-file.ts';

/** Reads what tenants refer to, and knows afterwards which files that were. */
export interface Sources {
  /** @throws Error with a code of the file system. */
  readFile(path: string): string;
  /** The value; undefined where it is not set or cannot be read. */
  resolve(reference: Reference): string | undefined;
  /** What a file holds; undefined where it is not there. */
  textOf(path: string): string | undefined;
  /** Whether one of the files that were read is another now. */
  changed(): boolean;
}

/** @param environment the variables that references name, as `NAME`, `NAME_FILE` or in `SECRETS_DIRECTORY`. */
export function createSources(environment: Readonly<Record<string, string | undefined>>): Sources {
  const read = new Map<string, string | undefined>();

  const readFile = (path: string) => {
    read.set(path, undefined);
    const text = readFileSync(path, 'utf8');
    read.set(path, text);
    return text;
  };
  const textOf = (path: string) => {
    try {
      return read.get(path) ?? readFile(path);
    } catch {
      return undefined;
    }
  };
  // What cannot be read is told as a value that is missing, under the name of its field.
  const tryFile = (path: string | undefined) => (path ? textOf(path)?.trim() || undefined : undefined);
  const mounted = (name: string) => {
    const path = join(environment.SECRETS_DIRECTORY ?? '', name.toLowerCase());
    return environment.SECRETS_DIRECTORY && existsSync(path) ? path : undefined;
  };

  return {
    readFile,
    textOf,
    resolve: (reference) =>
      'file' in reference
        ? tryFile(reference.file)
        : environment[reference.variable] ||
          tryFile(environment[`${reference.variable}_FILE`] ?? mounted(reference.variable)),
    changed: () => [...read].some(([path, text]) => textNow(path) !== text),
  };
}

function textNow(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // gone, or not there yet
  }
}
