import { AccessError } from '#errors/errors.ts';
import type { Config } from '../load-config.ts';

/** The companies that a process serves, each with its settings. */
export interface Tenants {
  /** In the order of the alphabet. */
  names(): readonly string[];
  /**
   * The settings of a tenant; the same object until they change.
   *
   * @throws AccessError for one that is not known here.
   */
  configOf(tenant: string): Config;
  /**
   * Tells the names of tenants whose settings have changed, or that are gone.
   *
   * @returns How to hear no more of it.
   */
  onChange(listener: (changed: readonly string[]) => void): () => void;
  close(): void;
}

/** The one tenant that the environment describes. */
export function singleTenant(config: Config): Tenants {
  return {
    names: () => [config.TENANT],
    configOf(tenant) {
      if (tenant === config.TENANT) return config;
      throw unknownTenant();
    },
    onChange: () => () => undefined,
    close: () => undefined,
  };
}

export function unknownTenant(): AccessError {
  return new AccessError('This tenant is not served here.', {
    fix: 'Use a token of a tenant that is configured.',
  });
}
