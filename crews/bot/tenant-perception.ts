import type { Config } from '#config/load-config.ts';
import type { Tenants } from '#config/tenants/tenants.ts';
import { connectTenantDependencies } from '#graphs/shared/connect.ts';
import type { ModelUse } from '#graphs/shared/spending/spend-ledger.ts';
import type { Perception } from './perceive-attachments.ts';

/**
 * What hears and sees for each tenant, as its settings say.
 *
 * @param onUse told of what each transcript and description has cost.
 */
export function tenantPerception(
  tenants: Pick<Tenants, 'configOf'>,
  onUse?: (use: ModelUse) => void,
): (tenant: string) => Perception {
  // By the settings themselves: those of a tenant are the same object until they change.
  const known = new WeakMap<Config, Perception>();
  return (tenant) => {
    const settings = tenants.configOf(tenant);
    const found = known.get(settings);
    if (found) return found;
    const { senses, spending, business } = connectTenantDependencies(settings, onUse);
    const perception = {
      senses,
      spending,
      ceilings: business.spend,
      filesFrom: settings.CHATWOOT_URL,
      transcriptWaitMs: settings.CHATWOOT_TRANSCRIPT_SECONDS * 1_000,
    };
    known.set(settings, perception);
    return perception;
  };
}
