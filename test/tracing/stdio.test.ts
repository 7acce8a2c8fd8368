import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SandboxOdoo, startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { type Collector, startCollector } from '#telemetry/tracing/testing/collector.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;

let collector: Collector;
let odoo: SandboxOdoo;
beforeEach(async () => {
  [collector, odoo] = await Promise.all([startCollector(), startSandboxOdoo()]);
});
afterEach(() => Promise.all([collector.close(), odoo.close()]));

/** A client that starts mcp-odoo over standard input and output. */
async function startClient(variables: Record<string, string>): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['mcp-servers/odoo/main.ts', '--stdio'],
      cwd: join(import.meta.dirname, '../..'),
      env: {
        PATH: process.env.PATH ?? '',
        LOG_LEVEL: 'warn',
        ODOO_URL: odoo.url,
        ODOO_DB: odoo.db,
        ODOO_USERNAME: odoo.username,
        ODOO_API_KEY: odoo.apiKey,
        ...variables,
      },
      stderr: 'ignore',
    }),
  );
  return client;
}

const search = (client: Client) =>
  client.callTool({ name: 'search_products', arguments: { query: 'trena' }, _meta: { traceparent } });

test('a call over stdio goes on with its client’s trace, and is sent before the process ends', async () => {
  const client = await startClient({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  await search(client);
  await client.close();
  await expect.poll(() => collector.spans().length, { timeout: 10_000 }).toBeGreaterThan(1);
  const call = collector.spans().find(({ name }) => name === 'tools/call search_products');
  expect(call).toMatchObject({ service: 'mcp-odoo', traceId, parentSpanId: 'b7ad6b7169203331', kind: 2 });
  const asked = collector.spans().find(({ name }) => name.startsWith('odoo '));
  expect(asked).toMatchObject({ traceId, parentSpanId: call?.spanId });
});

test('without a destination nothing is sent, whatever the client tells', async () => {
  const client = await startClient({});
  await search(client);
  await client.close();
  expect(collector.requests).toEqual([]);
});
