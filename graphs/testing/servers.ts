import { MemorySaver } from '@langchain/langgraph';
import { type Config, loadConfig } from '#config/load-config.ts';
import { createTokens } from '#identity/tokens.ts';
import { loadKnowledge } from '#launch/load-knowledge.ts';
import { runSync } from '#launch/run-sync.ts';
import { startStandIns } from '#launch/stand-ins.ts';
import { startServer } from '#mcp-servers/kit/start-server.ts';
import { odooServer } from '#mcp-servers/odoo/definition.ts';
import { startOrchestrator } from '#mcp-servers/orchestrator/start-orchestrator.ts';
import { qdrantServer } from '#mcp-servers/qdrant/definition.ts';
import { silentLogger as logger } from '#telemetry/logger.ts';
import { compileGraph } from '../catalogue.ts';
import { connectGraphDependencies } from '../shared/connect.ts';

/** The servers and the gateway on the stand-ins, with the catalogue and the shop's rules: all that graphs need. */
export async function startServers(environment: Record<string, string>) {
  const standIns = await startStandIns(loadConfig(environment));
  const config = loadConfig({ AUDIT: 'redis', ...environment, ...standIns.variables });
  const tokens = createTokens(config.JWT_SECRET);
  const common = { config, tokens, logger, port: 0 };
  const [odoo, qdrant] = await Promise.all([
    startServer(odooServer, common),
    startServer(qdrantServer, common),
  ]);
  const servers = { ...config, MCP_ODOO_URL: `${odoo.url}/mcp`, MCP_QDRANT_URL: `${qdrant.url}/mcp` };
  const gateway = await startOrchestrator({ ...common, config: servers });
  const complete: Config = { ...servers, MCP_ORCHESTRATOR_URL: `${gateway.url}/mcp` };

  await loadKnowledge(complete, tokens, logger);
  const dependencies = connectGraphDependencies(complete);
  const sync = compileGraph('catalog-sync', dependencies, new MemorySaver());
  await runSync(sync, { tenant: config.TENANT });
  await dependencies.toolbox.close();
  return {
    config: complete,
    async close() {
      await gateway.close(0);
      await Promise.all([odoo.close(0), qdrant.close(0), standIns.close()]);
    },
  };
}
