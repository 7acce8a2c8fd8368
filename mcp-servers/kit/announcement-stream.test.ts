import { EventEmitter } from 'node:events';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, expect, test } from 'vitest';
import { Client, StreamableHTTPClientTransport } from '#adapters/mcp/sdk.ts';
import { loadConfig } from '#config/load-config.ts';
import { createTokens } from '#identity/tokens.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { definitionProvider } from './definition-provider.ts';
import { fixtureServer } from './fixtures/fixture-server.ts';
import type { Announcement } from './provider.ts';
import { type RunningServer, serveProvider } from './start-server.ts';

const toolsChanged: Announcement = { method: 'notifications/tools/list_changed' };

let server: RunningServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A server whose lists change when the test says so. */
async function start() {
  const changes = new EventEmitter<{ change: [Announcement] }>();
  const definition = fixtureServer();
  const config = loadConfig({});
  const metrics = createMetrics('mcp-fixture');
  const provider = {
    ...definitionProvider(definition, await definition.connect(config, silentLogger), silentLogger, metrics),
    watch(_principal: unknown, announce: (announcement: Announcement) => void) {
      changes.on('change', announce);
      return () => void changes.off('change', announce);
    },
  };
  const options = { config, tokens: createTokens(''), logger: silentLogger, port: 0 };
  server = await serveProvider(provider, metrics, options);
  return { changes, running: server, url: new URL('/mcp', server.url) };
}

test('every connected client is told that the list of tools has changed, and none that has gone', async () => {
  const { changes, url } = await start();
  let told = 0;
  const clients = await Promise.all(
    [1, 2].map(async () => {
      const client = new Client({ name: 'test', version: '1.0.0' });
      client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
        told += 1;
      });
      await client.connect(new StreamableHTTPClientTransport(url));
      return client;
    }),
  );
  expect(clients[0]?.getServerCapabilities()?.tools).toEqual({ listChanged: true });
  await expect.poll(() => changes.listenerCount('change')).toBe(2);
  changes.emit('change', toolsChanged);
  await expect.poll(() => told).toBe(2);

  await clients[0]?.close();
  await expect.poll(() => changes.listenerCount('change')).toBe(1);
  changes.emit('change', toolsChanged);
  await expect.poll(() => told).toBe(3);
  await clients[1]?.close();
});

test('open streams do not hold up the end of the server', async () => {
  const { changes, running, url } = await start();
  const response = await fetch(url, { headers: { accept: 'text/event-stream' } });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const before = performance.now();
  await running.close();
  expect(performance.now() - before).toBeLessThan(2_000);
  expect(await response.text()).toBe('');
  expect(changes.listenerCount('change')).toBe(0);
});

test('a client that does not read events is refused', async () => {
  const { url } = await start();
  const response = await fetch(url, { headers: { accept: 'application/json' } });
  expect(response.status).toBe(406);
  expect(await response.json()).toMatchObject({
    error: { message: expect.stringContaining('event-stream') },
  });
});
