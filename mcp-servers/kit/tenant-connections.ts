import { LRUCache } from 'lru-cache';
import type { Config } from '#config/load-config.ts';
import type { Tenants } from '#config/tenants/tenants.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { Connection, ServerDefinition } from './server-definition.ts';
import { tenantReadiness } from './tenant-readiness.ts';

const mostOpen = 100;
/** Longer than a tool may take, so that a call ends on the connection on which it began. */
const lingerMs = 300_000;

export interface TenantConnectionsOptions {
  /** The settings of the process. */
  config: Config;
  tenants: Tenants;
  logger: Logger;
}

/**
 * A server's connections, one for each tenant that was asked for; those that were used longest ago, and those whose
 * settings have changed, are closed. An only tenant is connected at once, so that wrong settings stop the start.
 */
export async function tenantConnections<Services>(
  definition: ServerDefinition<Services>,
  { config, tenants, logger }: TenantConnectionsOptions,
): Promise<Connection<Services>> {
  const lingering = new Map<Promise<Connection<Services>>, NodeJS.Timeout>();
  const open = new LRUCache<string, Promise<Connection<Services>>>({
    max: mostOpen,
    dispose(opening) {
      const end = () => {
        lingering.delete(opening);
        void close(opening);
      };
      lingering.set(opening, setTimeout(end, lingerMs).unref());
    },
  });
  let ready = true;

  const connectionOf = async (tenant: string) => {
    const settings = tenants.configOf(tenant);
    const known = open.get(tenant);
    if (known) return known;
    const opening = definition.connect(settings, logger);
    open.set(tenant, opening);
    try {
      return await opening;
    } catch (error) {
      if (open.peek(tenant) === opening) open.delete(tenant); // the next call tries again
      clearTimeout(lingering.get(opening));
      lingering.delete(opening);
      throw error;
    }
  };

  const stopListening = tenants.onChange((changed) => {
    for (const tenant of changed) open.delete(tenant);
  });
  const [only, ...others] = tenants.names();
  if (only !== undefined && others.length === 0) await connectionOf(only);

  return {
    servicesFor: async (principal) => (await connectionOf(principal.tenant)).servicesFor(principal),
    offers: (tool) => definition.offers?.(tool, config) ?? true,
    async readiness() {
      const connected = [...open.keys()];
      const ask = async (tenant: string) => (await connectionOf(tenant)).readiness();
      const answer = await tenantReadiness({ names: tenants.names(), connected }, ask);
      ready = answer.ready;
      return answer.states;
    },
    isReady: () => ready,
    async close() {
      stopListening();
      for (const timer of lingering.values()) clearTimeout(timer);
      await Promise.all([...open.values(), ...lingering.keys()].map(close));
    },
  };
}

/** One that never opened needs no end. */
async function close(opening: Promise<{ close(): Promise<void> }>): Promise<void> {
  const connection = await opening.catch(() => undefined);
  await connection?.close();
}
