import type { Config } from '#config/load-config.ts';
import type { Tenants } from '#config/tenants/tenants.ts';
import { connectTenantDependencies } from '#graphs/shared/connect.ts';
import type { Perception } from './perceive-attachments.ts';

/** What hears and sees for each tenant, as its settings say. */
export function tenantPerception(tenants: Pick<Tenants, 'configOf'>): (tenant: string) => Perception {
  // By the settings themselves: those of a tenant are the same object until they change.
  const known = new WeakMap<Config, Perception>();
  return (tenant) => {
    const settings = tenants.configOf(tenant);
    const perception = known.get(settings) ?? {
      senses: connectTenantDependencies(settings).senses,
      filesFrom: settings.CHATWOOT_URL,
    };
    known.set(settings, perception);
    return perception;
  };
}
