import { afterEach, expect, test } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { qdrantServer } from './definition.ts';
import { type QdrantUnderTest, startQdrantUnderTest } from './testing/qdrant-under-test.ts';

let running: QdrantUnderTest | undefined;
afterEach(() => running?.close());

const readiness = async (url: string) => {
  const response = await fetch(new URL('/readyz', url));
  const { dependencies } = (await response.json()) as { dependencies: Record<string, string> };
  return { status: response.status, dependencies };
};

test('does not start without an address, and says which variable is missing', async () => {
  await expect(qdrantServer.connect(loadConfig({}), silentLogger)).rejects.toThrow('QDRANT_URL is not set.');
});

test('is ready while Qdrant answers', async () => {
  running = await startQdrantUnderTest();
  expect(await readiness(running.server.url)).toMatchObject({ status: 200, dependencies: { qdrant: 'ok' } });
});

test('starts without Qdrant, and tells why it is not ready', async () => {
  running = await startQdrantUnderTest({ QDRANT_URL: 'http://127.0.0.1:9' });
  const { status, dependencies } = await readiness(running.server.url);
  expect(status).toBe(503);
  expect(dependencies.qdrant).toMatch(/^Qdrant cannot be reached/);
});

test('a wrong key is told to the operator, not shown', async () => {
  running = await startQdrantUnderTest({ QDRANT_API_KEY: 'a wrong key' });
  const { text } = await running.server.call('search_products', { query: 'broca' });
  expect(text).toMatch(/^qdrant_access_denied: .*\nNext: .*QDRANT_API_KEY/);
  expect(text).not.toContain('a wrong key');
});

test('no tool takes a tenant, and every field is described', async () => {
  running = await startQdrantUnderTest();
  const tools = await running.server.tools();
  expect(tools).toHaveLength(12);
  for (const { name, inputSchema, outputSchema, title, description, annotations } of tools) {
    expect(Object.keys(inputSchema.properties ?? {})).not.toContain('tenant');
    for (const field of Object.values(inputSchema.properties ?? {})) {
      expect(field, name).toHaveProperty('description');
    }
    expect(outputSchema).toBeDefined();
    expect(title && description && annotations).toBeTruthy();
  }
});
