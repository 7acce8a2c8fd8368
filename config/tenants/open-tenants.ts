import { ConfigError } from '#errors/errors.ts';
import type { Config } from '../load-config.ts';
import { createSources, type Sources } from './read-source.ts';
import { tenantConfig } from './tenant-config.ts';
import type { TenantPartName } from './tenant-parts.ts';
import { singleTenant, type Tenants, unknownTenant } from './tenants.ts';
import { parseTenantsFile, tenantsError } from './tenants-file.ts';

const defaultCheckMs = 5_000;

export interface OpenTenantsOptions {
  config: Config;
  /** Where the variables that the file refers to are looked up. */
  environment: Readonly<Record<string, string | undefined>>;
  /** The parts of their settings that this process uses. */
  parts: readonly TenantPartName[];
  /** Told of every reading but the first. */
  onReload?: (reload: { changed: readonly string[] } | { problem: string }) => void;
  /** How often the files are looked at; every five seconds by default. */
  checkMs?: number;
}

/**
 * The tenants of `TENANTS_FILE`, or the one of the environment. The file, and those that it refers to, are looked at
 * every few seconds: a mounted ConfigMap or Secret is replaced in ways that watching a file does not see. What cannot
 * be used leaves everything as it was.
 *
 * @throws ConfigError with a line for each problem, at the start only.
 */
export function openTenants(options: OpenTenantsOptions): Tenants {
  const { config, environment, onReload } = options;
  const path = config.TENANTS_FILE;
  if (!path) return singleTenant(config);

  const listeners = new Set<(changed: readonly string[]) => void>();
  let sources = createSources(environment);
  let configs = read(path, sources, options);

  const reload = () => {
    if (!sources.changed()) return;
    const before = sources;
    sources = createSources(environment);
    try {
      const fresh = read(path, sources, options);
      const hasNewProfile = ({ BUSINESS_PROFILE: profile }: Config) =>
        options.parts.includes('business') && before.textOf(profile) !== sources.textOf(profile);
      const changed = [...configs]
        .filter(([name, config]) => !isSame(config, fresh.get(name)) || hasNewProfile(config))
        .map(([name]) => name);
      // What has not changed stays the same object, so that nobody connects anew.
      const kept = [...configs].filter(([name]) => fresh.has(name) && !changed.includes(name));
      configs = new Map([...fresh, ...kept]);
      for (const listener of listeners) listener(changed);
      onReload?.({ changed });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      onReload?.({ problem: error.message });
    }
  };
  const timer = setInterval(reload, options.checkMs ?? defaultCheckMs).unref();

  return {
    names: () => [...configs.keys()].sort(),
    configOf(tenant) {
      const found = configs.get(tenant);
      if (found) return found;
      throw unknownTenant();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => clearInterval(timer),
  };
}

function read(path: string, sources: Sources, { config, parts }: OpenTenantsOptions): Map<string, Config> {
  const problems: string[] = [];
  const configs = new Map<string, Config>();
  for (const [name, settings] of parseTenantsFile(textOf(path, sources)))
    configs.set(name, tenantConfig({ name, settings }, { base: config, parts, sources }, problems));
  if (problems.length > 0) throw tenantsError(problems);
  return configs;
}

function textOf(path: string, sources: Sources): string {
  try {
    return sources.readFile(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw tenantsError([`file: ${path} cannot be read (${reason})`]);
  }
}

/** By their content; the settings are plain data. */
function isSame(one: Config | undefined, other: Config | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
