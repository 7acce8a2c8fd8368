import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '#errors/errors.ts';
import { isSecret } from '../load-config.ts';
import { fieldsOf, type TenantPartName, tenantPartNames } from './tenant-parts.ts';

/** Where a value stands that does not stand in the file. */
export type Reference = { variable: string } | { file: string };

/** What a tenant's settings say, by part and field. */
export type TenantSettings = Partial<Record<TenantPartName, Record<string, string | Reference | undefined>>>;

const mostTenants = 1_000;

const referenceSchema = z.union(
  [
    z.strictObject({ variable: z.string().regex(/^[A-Z][A-Z0-9_]*$/) }),
    z.strictObject({ file: z.string().min(1) }),
  ],
  { error: 'a reference, {variable: NAME} or {file: path}; a secret does not stand here itself' },
);
const valueSchema = z.union([z.union([z.string(), z.number()]).transform(String), referenceSchema], {
  error: 'a text, or a reference, {variable: NAME} or {file: path}',
});

const partSchema = (part: TenantPartName) =>
  z.strictObject(
    Object.fromEntries(
      fieldsOf(part).map(([field, variable]) => [
        field,
        (isSecret(variable) ? referenceSchema : valueSchema).optional(),
      ]),
    ),
  );

const fileSchema = z.strictObject({
  tenants: z
    .record(
      z.string().regex(/^[a-z0-9-]{1,40}$/),
      z.strictObject(Object.fromEntries(tenantPartNames.map((part) => [part, partSchema(part).optional()]))),
    )
    .refine((tenants) => Object.keys(tenants).length > 0, { error: 'at least one tenant' })
    .refine((tenants) => Object.keys(tenants).length <= mostTenants, {
      error: `at most ${mostTenants} tenants`,
    }),
});

/**
 * Reads the text of a file of tenants.
 *
 * @throws ConfigError with a line for each problem; nothing of what stands in the file is shown.
 */
export function parseTenantsFile(text: string): Map<string, TenantSettings> {
  const parsed = fileSchema.safeParse(parseYaml(text));
  if (parsed.success) return new Map(Object.entries(parsed.data.tenants as Record<string, TenantSettings>));
  throw tenantsError(parsed.error.issues.map((issue) => `${where(issue.path)}: ${problemOf(issue)}`));
}

/** The error that tells what is wrong with a file of tenants, a line for each problem. */
export function tenantsError(problems: readonly string[]): ConfigError {
  return new ConfigError(`The tenants are wrong:\n${problems.map((line) => `  ${line}`).join('\n')}`, {
    fix: 'tenants.example.yaml shows every field.',
  });
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    // Its own message shows the lines around, which can hold what should not be there.
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    throw tenantsError([line ? `line ${line}: this is not YAML` : 'file: this is not YAML']);
  }
}

function problemOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key' ? 'the name of a tenant is 1 to 40 of a-z, 0-9 and -' : issue.message;
}

function where([, ...path]: PropertyKey[]): string {
  return path.map(String).join('.') || 'tenants';
}
