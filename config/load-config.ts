import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { ConfigError } from '#errors/errors.ts';
import { environmentSchema } from './variables.ts';

/** The checked settings of a process, under the names of the environment variables. */
export type Config = Readonly<z.output<typeof environmentSchema>>;

type Variable = keyof Config & string;

/**
 * Checks an environment against the one schema. Each variable may also be given as `NAME_FILE`, the path of
 * a file that holds the value, and a secret also by a file of its lower-case name in `SECRETS_DIRECTORY`; an
 * empty value means that it is not set.
 *
 * @throws ConfigError with one line for each problem: name, what was given (secrets masked), what is expected.
 */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const problems: string[] = [];
  const values: Record<string, string> = {};
  for (const name of Object.keys(environmentSchema.shape)) {
    const value = readVariable(name, environment, problems);
    if (value !== undefined) values[name] = value;
  }
  const result = environmentSchema.safeParse(values);
  if (!result.success) {
    for (const issue of result.error.issues) {
      const name = String(issue.path[0]) as Variable;
      problems.push(`${name}: ${given(name, values[name])}; expected ${expected(issue)}`);
    }
  }
  if (problems.length > 0 || !result.success) {
    throw new ConfigError(`The settings are wrong:\n${problems.map((line) => `  ${line}`).join('\n')}`, {
      fix: 'Correct these variables; `.env.example` explains each of them.',
    });
  }
  return Object.freeze(result.data);
}

function readVariable(
  name: string,
  environment: Record<string, string | undefined>,
  problems: string[],
): string | undefined {
  const direct = environment[name] || undefined;
  const named = environment[`${name}_FILE`];
  const path = named || (direct ? undefined : mountedSecret(name, environment.SECRETS_DIRECTORY));
  if (!path) return direct;
  if (direct) {
    problems.push(`${name}: given both directly and as ${name}_FILE; expected only one of the two`);
    return undefined;
  }
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    const variable = named ? `${name}_FILE` : name;
    problems.push(`${variable}: given "${path}" (${reason}); expected the path of a readable file`);
    return undefined;
  }
}

/** Docker and Kubernetes mount secrets as a folder with one file for each. */
function mountedSecret(name: string, directory: string | undefined): string | undefined {
  if (!directory || !isSecret(name as Variable)) return undefined;
  const path = join(directory, name.toLowerCase());
  return existsSync(path) ? path : undefined;
}

function given(name: Variable, value: string | undefined): string {
  if (value === undefined) return 'not set';
  return isSecret(name)
    ? `given ******** (${value.length} characters)`
    : `given "${withoutCredentials(value)}"`;
}

/** Whether a variable is never shown. */
export function isSecret(name: Variable): boolean {
  let schema: z.core.$ZodType = environmentSchema.shape[name];
  while ('innerType' in schema._zod.def) schema = schema._zod.def.innerType as z.core.$ZodType;
  return (schema as z.ZodType).meta()?.secret === true;
}

/** An address may hold a password; what is shown of it must not. */
function withoutCredentials(value: string): string {
  return value.replace(/\/\/[^@/]*@/, '//********@');
}

/** What an issue of the schema asks for, in the words of a setting's problem. */
export function expected(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`;
  return issue.message
    .replace(/^Invalid input: expected /, '')
    .replace(/^(Invalid|Too) .*: expected .* to be /, '');
}
