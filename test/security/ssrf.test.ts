import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createChatwootClient } from '#adapters/chatwoot/chatwoot-client.ts';
import { createToolbox } from '#adapters/mcp/toolbox.ts';
import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import { createChatModel } from '#adapters/openai/create-chat-model.ts';
import { createEmbedder } from '#adapters/openai/create-embedder.ts';
import { createTranscriber } from '#adapters/openai/create-transcriber.ts';
import { connectQdrant } from '#adapters/qdrant/connection/connect-qdrant.ts';
import { qdrantSnapshots } from '#adapters/qdrant/snapshots.ts';
import { downloadFile } from '#graphs/shared/perception/download-file.ts';
import { createTokens } from '#identity/tokens.ts';
import type { Everything } from '#launch/start-everything.ts';
import { startTestGateway, upstreamAt } from '#mcp-servers/orchestrator/testing/test-gateway.ts';
import { startDeployment, tokens, urlOf } from './testing/deployment.ts';

/** Something within the company's network that nobody outside may reach through us. */
let inside: Server;
/** What the configuration names, taken over: it leads every request inside, body and all. */
let lure: Server;
let reached: string[];
let lured: number;

const listening = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const insideUrl = (path = '/secret.pdf') => `http://127.0.0.1:${portOf(inside)}${path}`;
const lureUrl = (path = '') => `http://127.0.0.1:${portOf(lure)}${path}`;

beforeAll(async () => {
  inside = await listening(
    createServer((request: IncomingMessage, response) => {
      reached.push(`${request.method} ${request.url}`);
      response.end('{"secret":"of the network"}');
    }),
  );
  lure = await listening(
    createServer((request, response) => {
      lured += 1;
      request.resume();
      response.writeHead(307, { location: insideUrl(request.url) }).end();
    }),
  );
});
afterAll(() => {
  for (const server of [inside, lure]) {
    server.closeAllConnections();
    server.close();
  }
});
beforeEach(() => {
  reached = [];
  lured = 0;
});

/** By its head, somebody's whose key has to be fetched. */
const foreignToken = [{ alg: 'ES256', kid: 'theirs' }, { sub: 'test' }, 'signature']
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');
const never = new AbortController().signal;
const settings = { apiKey: 'key', model: 'm', timeoutSeconds: 5, retries: 0 };
const principal = { subject: 'test', tenant: 'main', scopes: ['*'] };

describe('an address of the configuration that redirects inside is not followed', () => {
  const odoo = () => ({ url: lureUrl(), db: 'd', username: 'u', apiKey: 'k', timeoutSeconds: 5 });
  const search = { domain: [], fields: ['name'], limit: 1 };

  test.each<[string, () => Promise<unknown>]>([
    [
      'ODOO_URL over XML-RPC',
      () => connectOdoo({ ...odoo(), api: 'xmlrpc' }).searchRead('res.partner', search),
    ],
    [
      'ODOO_URL over JSON-2',
      () => connectOdoo({ ...odoo(), api: 'json2' }).searchRead('res.partner', search),
    ],
    [
      'CHATWOOT_URL',
      () => createChatwootClient({ url: lureUrl(), accountId: 1, userToken: 't' }).listTeams(),
    ],
    [
      'QDRANT_URL',
      () =>
        connectQdrant({ url: lureUrl(), apiKey: 'k' }).call(
          'list',
          (api) => (options) => api.getCollections({}, options),
          never,
        ),
    ],
    ['QDRANT_URL of a backup', () => qdrantSnapshots({ url: lureUrl(), apiKey: 'k' }).collections()],
    [
      'QDRANT_URL of a backup that is fetched',
      () => qdrantSnapshots({ url: lureUrl(), apiKey: 'k' }).download('products', join(tmpdir(), 'never')),
    ],
    [
      'OPENAI_BASE_URL of the chat model',
      () => createChatModel({ ...settings, baseUrl: lureUrl('/v1') }).invoke('oi'),
    ],
    ['OPENAI_BASE_URL of embeddings', () => createEmbedder({ ...settings, baseUrl: lureUrl('/v1') })],
    [
      'OPENAI_BASE_URL of transcriptions',
      () =>
        createTranscriber({ ...settings, baseUrl: lureUrl('/v1') }).transcribe(
          { bytes: new Uint8Array(3), type: 'audio/ogg' },
          never,
        ),
    ],
    ['JWT_JWKS_URL', async () => createTokens({ jwksUrl: lureUrl('/keys') }).verify(foreignToken, 'crews')],
    [
      'MCP_ORCHESTRATOR_URL',
      () =>
        createToolbox({
          url: lureUrl('/mcp'),
          audience: 'mcp-orchestrator',
          tokens,
          timeoutSeconds: 5,
        }).withTools(principal, async (tools) => tools),
    ],
  ])('%s', async (_, work) => {
    await expect(work()).rejects.toThrow();
    expect(lured, 'it was asked').toBeGreaterThan(0);
    expect(reached).toEqual([]);
  });

  test('an upstream of orchestrator.yaml', async () => {
    const gateway = await startTestGateway([upstreamAt(lureUrl('/mcp'))]);
    expect(lured).toBeGreaterThan(0);
    expect(JSON.stringify(await gateway.provider.readiness())).not.toContain('"ok"');
    await gateway.close();
    expect(reached).toEqual([]);
  });
});

/** The ways in which an address of this machine or its network can be written. */
const privateAddresses = () => {
  const port = portOf(inside);
  return [
    insideUrl(),
    `http://localhost:${port}/x`,
    `http://[::1]:${port}/x`,
    `http://[::ffff:127.0.0.1]:${port}/x`,
    `http://2130706433:${port}/x`,
    `http://0x7f000001:${port}/x`,
    `http://127.1:${port}/x`,
    `http://0.0.0.0:${port}/x`,
    `http://127.0.0.1.:${port}/x`,
    `http://user:password@127.0.0.1:${port}/x`,
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://[fd00::1]/',
  ];
};

/** What is looked at of a tool's answer, or of a run. */
const answerSchema = z.looseObject({
  isError: z.boolean().optional(),
  run_id: z.string().optional(),
  webhook: z.object({ state: z.string() }).optional(),
});

describe('an address that a caller names', () => {
  let house: Everything;
  beforeAll(async () => {
    house = await startDeployment({
      RUN_WEBHOOK_SECRET: 'a secret of webhooks',
      TOOL_CALLS_PER_MINUTE: '100000',
    });
  }, 120_000);
  afterAll(() => house.close(0));

  async function post(process: 'mcp-orchestrator' | 'crews', path: string, body: object) {
    const response = await fetch(new URL(path, urlOf(house, process)), {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokens.mint(principal, process)}` },
      body: JSON.stringify(body),
    });
    return answerSchema.parse(await response.json());
  }
  const callTool = (name: string, args: object) =>
    post('mcp-orchestrator', '/tools/call', { name, arguments: args });

  test('as the file of a message is not fetched', async () => {
    const conversation_id = house.chatwoot?.customer('+5511955000001').write('oi').conversationId;
    for (const [index, url] of privateAddresses().entries()) {
      const args = { conversation_id, url, delivery_key: `ssrf-${index}` };
      const answer = await callTool('chatwoot_send_attachment', args);
      expect([url, answer.isError]).toEqual([url, true]);
      expect(JSON.stringify(answer)).not.toContain('of the network');
    }
    expect(reached).toEqual([]);
  });

  test('as the page of a document is kept and never asked', async () => {
    const documents = [{ id: 'page', title: 'Uma página', text: 'Texto', url: insideUrl() }];
    const answer = await callTool('qdrant_upsert_documents', { collection: 'knowledge', documents });
    expect(answer.isError).toBeUndefined();
    expect(reached).toEqual([]);
  });

  test('as the webhook of a run is not told of its end', async () => {
    const runs: string[] = [];
    for (const webhook of privateAddresses()) {
      const input = { messages: [{ role: 'user', content: 'oi' }] };
      const { run_id } = await post('crews', '/graphs/customer-service/invoke', { input, webhook });
      if (run_id) runs.push(run_id);
    }
    expect(runs.length).toBeGreaterThan(5);
    const authorization = `Bearer ${await tokens.mint(principal, 'crews')}`;
    const stateOf = async (id: string) => {
      const response = await fetch(`${urlOf(house, 'crews')}/runs/${id}`, { headers: { authorization } });
      return answerSchema.parse(await response.json()).webhook?.state;
    };
    const settled = async () =>
      (await Promise.all(runs.map(stateOf))).filter((state) => state === 'failed').length;
    await expect.poll(settled, { timeout: 20_000 }).toBe(runs.length);
    expect(reached).toEqual([]);
  }, 60_000);

  test('as what a customer has sent is not fetched where it is not the channel’s own', async () => {
    const from = 'https://chatwoot.example';
    for (const url of [
      ...privateAddresses(),
      `${from}@127.0.0.1:${portOf(inside)}/x`,
      `${from}.evil.example/x`,
    ]) {
      await expect(downloadFile(url, { from, signal: never })).rejects.toMatchObject({
        code: 'file_elsewhere',
      });
    }
    expect(reached).toEqual([]);
  });
});
