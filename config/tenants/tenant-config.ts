import { ConfigError } from '#errors/errors.ts';
import { loadBusinessProfile } from '../business-profile.ts';
import { type Config, expected } from '../load-config.ts';
import { tenantRules } from '../rules.ts';
import { variablesSchema } from '../variables.ts';
import type { Sources } from './read-source.ts';
import { fieldsOf, type TenantPartName, tenantPartNames, tenantParts } from './tenant-parts.ts';
import type { Reference, TenantSettings } from './tenants-file.ts';

type Variable = keyof Config & string;
type Values = Partial<Record<Variable, unknown>>;
/** Adds a line about a field of the tenant, for example `odoo.url`. */
type Tell = (field: string, problem: string) => void;

export interface TenantSurroundings {
  /** The settings of the process. */
  base: Config;
  /** The parts that this process uses; others are as if they were not there. */
  parts: readonly TenantPartName[];
  sources: Sources;
}

/**
 * The settings of one tenant: those of the process, with the tenant's own in the place of the variables that its
 * parts stand for.
 *
 * @param problems is added to, a line for each; what is returned must not be used then.
 */
export function tenantConfig(
  tenant: { name: string; settings: TenantSettings },
  { base, parts, sources }: TenantSurroundings,
  problems: string[],
): Config {
  const tell: Tell = (field, problem) => problems.push(`${tenant.name}.${field}: ${problem}`);
  const values: Values = { ...base, TENANT: tenant.name, TENANTS_FILE: undefined };
  for (const part of tenantPartNames) {
    const own = parts.includes(part) ? tenant.settings[part] : undefined;
    if (!isInherited(part, own)) Object.assign(values, emptied(part));
    if (own) Object.assign(values, ownValues(part, own, sources, tell));
  }
  const config = Object.freeze(values as Config);
  if (parts.includes('business')) checkProfile(config.BUSINESS_PROFILE, sources, tell);
  for (const rule of tenantRules)
    rule(config, (name, what) => tell(fieldOf(name), `missing or wrong; expected ${what}`));
  return config;
}

/** Looks at the business profile now, so that one that is wrong changes nothing; its text is watched from here on. */
function checkProfile(path: string, sources: Sources, tell: Tell): void {
  sources.textOf(path);
  try {
    loadBusinessProfile(path);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    tell('business.profile', error.message);
  }
}

/** With an address of its own a part takes nothing from outside: another's key must not be sent there. */
function isInherited(part: TenantPartName, own: object | undefined): boolean {
  return tenantParts[part].inherits && !(own && ('url' in own || 'base_url' in own));
}

/** Without a token of its own a tenant has no webhook; the development one would be known to everybody. */
function emptied(part: TenantPartName): Values {
  return Object.fromEntries(
    fieldsOf(part).map(([, variable]) => [
      variable,
      variable === 'CHATWOOT_WEBHOOK_TOKEN' ? '' : variablesSchema.shape[variable].safeParse(undefined).data,
    ]),
  );
}

function ownValues(
  part: TenantPartName,
  own: Readonly<Record<string, string | Reference | undefined>>,
  sources: Sources,
  tell: Tell,
): Values {
  const values: Values = {};
  for (const [field, variable] of fieldsOf(part)) {
    const given = own[field];
    if (given === undefined) continue;
    const value = typeof given === 'string' ? given : sources.resolve(given);
    if (value === undefined) {
      tell(`${part}.${field}`, `${JSON.stringify(given)} is not set or cannot be read`);
      continue;
    }
    const parsed = variablesSchema.shape[variable].safeParse(value);
    if (parsed.success) values[variable] = parsed.data;
    else for (const issue of parsed.error.issues) tell(`${part}.${field}`, `expected ${expected(issue)}`);
  }
  return values;
}

function fieldOf(variable: Variable): string {
  for (const part of tenantPartNames) {
    const field = fieldsOf(part).find(([, each]) => each === variable)?.[0];
    if (field) return `${part}.${field}`;
  }
  return variable;
}
