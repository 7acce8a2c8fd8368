import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createToolbox } from '#adapters/mcp/toolbox.ts';
import { loadConfig } from '#config/load-config.ts';
import { createTokens } from '#identity/tokens.ts';
import { startServer } from '#mcp-servers/kit/start-server.ts';
import { odooServer } from '#mcp-servers/odoo/definition.ts';
import { startOrchestrator } from '#mcp-servers/orchestrator/start-orchestrator.ts';
import { qdrantServer } from '#mcp-servers/qdrant/definition.ts';
import { startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { startWatchedProxy } from './watched-proxy.ts';

/** How an Odoo is reached. */
export interface OdooAddress {
  url: string;
  db: string;
  username: string;
  apiKey: string;
}

/** How a sync is started. */
interface SyncStart {
  options?: string[];
  variables?: Record<string, string>;
}

/** Everything that a sync passes through, with an embedding model, and the sync itself as a process of its own. */
export async function startSyncStand(odoo: OdooAddress, redisUrl: string) {
  const qdrant = await startSandboxQdrant();
  const model = await startSandboxOpenAi();
  const toQdrant = await startWatchedProxy(qdrant.url);
  const environment: Record<string, string> = {
    TENANT: `sync-${randomUUID().slice(0, 8)}`,
    ODOO_URL: odoo.url,
    ODOO_DB: odoo.db,
    ODOO_USERNAME: odoo.username,
    ODOO_API_KEY: odoo.apiKey,
    QDRANT_URL: toQdrant.url,
    QDRANT_API_KEY: qdrant.apiKey ?? '',
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: model.apiKey,
    OPENAI_EMBEDDING_MODEL: 'demo-model',
    REDIS_URL: redisUrl,
    AUDIT: 'off',
  };
  const config = loadConfig(environment);
  const tokens = createTokens(config.JWT_SECRET);
  const options = { config, tokens, logger: silentLogger, port: 0 };
  const odooMcp = await startServer(odooServer, options);
  const qdrantMcp = await startServer(qdrantServer, options);
  const upstreams = { MCP_ODOO_URL: `${odooMcp.url}/mcp`, MCP_QDRANT_URL: `${qdrantMcp.url}/mcp` };
  const gateway = await startOrchestrator({ ...options, config: { ...config, ...upstreams } });
  const toGateway = await startWatchedProxy(gateway.url);
  const toolbox = createToolbox({
    url: `${gateway.url}/mcp`,
    audience: 'mcp-orchestrator',
    tokens,
    timeoutSeconds: 30,
  });
  const principal = { subject: 'test', tenant: config.TENANT, scopes: ['qdrant:read'] };

  return {
    toGateway,
    tenant: config.TENANT,
    /** `npm run sync` until it ends or the test kills it. */
    startSync({ options = [], variables = {} }: SyncStart = {}) {
      const child = spawn(process.execPath, ['launch/sync.ts', ...options], {
        env: { ...environment, MCP_ORCHESTRATOR_URL: `${toGateway.url}/mcp`, ...variables },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (text) => {
          output += text;
        });
      }
      const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
        child.once('close', (code) => resolve({ code, output })),
      );
      return { child, ended };
    },
    /** The name under which a product is in the catalogue. */
    async nameOf(id: number): Promise<string | undefined> {
      const args = { collection: 'products', id };
      const output = z.object({ title: z.string() });
      const found = toolbox.call({ tool: 'qdrant_get_document', arguments: args, principal, output });
      return (await found.catch(() => undefined))?.title; // not found
    },
    /** How often the embedding model was given a text with these words. */
    embeddingsOf: (words: string) =>
      model.requests
        .flatMap(({ body }) => z.object({ input: z.array(z.string()) }).safeParse(body).data?.input ?? [])
        .filter((text) => text.includes(words)).length,
    /** The writes to Qdrant that speak of some words, by what they do. */
    writesOf: (words: string) =>
      toQdrant.requests
        .filter(({ method, path, body }) => method !== 'GET' && isWrite(path, method) && body.includes(words))
        .map(({ path, method }) => `${method} ${path.replace(/^.*\/points|\?.*$/g, '')}`),
    forgetTraffic() {
      toQdrant.requests.length = 0;
      model.requests.length = 0;
    },
    /** As if the time of a sync that died were over. */
    async endLease() {
      await fetch(`${qdrant.url}/collections/leases`, {
        method: 'DELETE',
        headers: { 'api-key': qdrant.apiKey ?? '' },
      });
    },
    async close() {
      await toolbox.close();
      for (const proxy of [toGateway, toQdrant]) proxy.close();
      for (const server of [gateway, qdrantMcp, odooMcp]) await server.close(0);
      await model.close();
      await qdrant.close();
    },
  };
}

export type SyncStand = Awaited<ReturnType<typeof startSyncStand>>;

function isWrite(path: string, method: string): boolean {
  return method === 'PUT' || /\/points\/(batch|delete|payload)/.test(path);
}
