import type { ToolboxOptions } from '#adapters/mcp/toolbox.ts';
import { type Config, loadConfig } from '#config/load-config.ts';
import { tenantPartNames } from '#config/tenants/tenant-parts.ts';
import { watchTenants } from '#config/tenants/watch-tenants.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { type RunningCrews, startCrews } from '#crews/start-crews.ts';
import { createTokens } from '#identity/tokens.ts';
import { chatwootServer } from '#mcp-servers/chatwoot/definition.ts';
import { startServer } from '#mcp-servers/kit/start-server.ts';
import { odooServer } from '#mcp-servers/odoo/definition.ts';
import { startOrchestrator } from '#mcp-servers/orchestrator/start-orchestrator.ts';
import { qdrantServer } from '#mcp-servers/qdrant/definition.ts';
import type { SandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import type { Logger } from '#telemetry/logger.ts';
import { loadKnowledge } from './load-knowledge.ts';
import { startStandIns } from './stand-ins.ts';
import { syncCatalogues } from './sync-catalogue.ts';

export interface StartOptions {
  /** The variables of the environment; what they do not name is stood in for. */
  environment: Record<string, string | undefined>;
  /** Free ports instead of the configured ones, so that several can run side by side. */
  freePorts?: boolean;
  logger: Logger;
  observe?: ToolboxOptions['observe'];
}

/** All processes of a deployment, in this one. */
export interface Everything {
  /** The settings as everything runs with them, stand-ins included. */
  config: Config;
  standIns: string[];
  /** The stand-in for Chatwoot, where there is one. */
  chatwoot: SandboxChatwoot | undefined;
  /** The addresses by the processes' names. */
  urls: Record<string, string>;
  crews: RunningCrews;
  /** How many products were copied into the catalogue; undefined where that failed or is switched off. */
  products: number | undefined;
  close(graceMs?: number): Promise<void>;
}

type Closable = { close(graceMs?: number): Promise<void> };

export async function startEverything(options: StartOptions): Promise<Everything> {
  const { environment, logger, freePorts = false } = options;
  const given = loadConfig(environment);
  const started: Closable[] = [];
  /** In the reverse order, so that nothing loses what it stands on. */
  const close = async (graceMs?: number) => {
    for (const each of started.splice(0).reverse()) await each.close(graceMs);
  };
  const keep = <Running extends Closable>(running: Running) => {
    started.push(running);
    return running;
  };

  try {
    const standIns = keep(await startStandIns(given));
    const tokens = createTokens(tokenSettings(given));
    const variables = { ...environment, ...standIns.variables };
    const port = (configured: number) => (freePorts ? 0 : configured);
    const config = loadConfig(withoutFiles(variables, standIns.variables));
    const tenants = watchTenants(config, tenantPartNames, logger, variables);
    keep({ close: async () => tenants.close() });
    const common = { config, tenants, tokens, logger };

    const [odoo, qdrant, chatwoot] = [
      keep(await startServer(odooServer, { ...common, port: port(config.PORT_MCP_ODOO) })),
      keep(await startServer(qdrantServer, { ...common, port: port(config.PORT_MCP_QDRANT) })),
      keep(await startServer(chatwootServer, { ...common, port: port(config.PORT_MCP_CHATWOOT) })),
    ];
    const servers = {
      ...config,
      MCP_ODOO_URL: `${odoo.url}/mcp`,
      MCP_QDRANT_URL: `${qdrant.url}/mcp`,
      MCP_CHATWOOT_URL: `${chatwoot.url}/mcp`,
    };
    const orchestrator = keep(
      await startOrchestrator({
        ...common,
        config: { ...servers, AUDIT: environment.AUDIT ? config.AUDIT : ['redis'] }, // a person reads this terminal
        port: port(config.PORT_MCP_ORCHESTRATOR),
      }),
    );
    const complete = { ...servers, MCP_ORCHESTRATOR_URL: `${orchestrator.url}/mcp` };
    const crews = keep(
      await startCrews({
        config: complete,
        tenants,
        logger,
        port: port(config.PORT_CREWS),
        ...(options.observe ? { observe: options.observe } : {}),
      }),
    );
    standIns.chatwoot?.setWebhookUrl(
      `${crews.url}/chatwoot/${config.TENANT}/${config.CHATWOOT_WEBHOOK_TOKEN}`,
    );
    if (standIns.names.includes('qdrant') && !config.TENANTS_FILE)
      await loadKnowledge(complete, tokens, logger);
    return {
      config: complete,
      standIns: standIns.names,
      chatwoot: standIns.chatwoot,
      urls: {
        'mcp-odoo': odoo.url,
        'mcp-qdrant': qdrant.url,
        'mcp-chatwoot': chatwoot.url,
        'mcp-orchestrator': orchestrator.url,
        crews: crews.url,
      },
      crews,
      products: config.CATALOG_SYNC ? await syncCatalogues(crews, tenants.names(), logger) : undefined,
      close,
    };
  } catch (error) {
    await close(0);
    throw error;
  }
}

/** A variable that a stand-in sets is not also read from a file. */
function withoutFiles(variables: Record<string, string | undefined>, set: Record<string, string>) {
  const files = Object.keys(set).map((name) => `${name}_FILE`);
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !files.includes(name)));
}
