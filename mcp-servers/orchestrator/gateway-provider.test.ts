import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import type { Principal } from '#identity/principal.ts';
import { createTokens } from '#identity/tokens.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { freePort } from '#test/redis.ts';
import { fixtureServer } from '../kit/fixtures/fixture-server.ts';
import { type RunningServer, startServer } from '../kit/start-server.ts';
import { gatewayProvider } from './gateway-provider.ts';
import { watchUpstream } from './upstream.ts';

const secret = 'a secret of more than thirty-two characters';
const config = loadConfig({ JWT_SECRET: secret });
const tokens = createTokens(secret);
const signal = new AbortController().signal;
const everybody: Principal = { subject: 'test', tenant: 'main', scopes: ['*'] };

const startFixture = (port = 0) =>
  startServer(fixtureServer(), { config, tokens, logger: silentLogger, port });
const upstreamAt = (url: string, prefix: string) =>
  watchUpstream({ prefix, audience: 'mcp-fixture', url, tenant: 'main', tokens, logger: silentLogger });
const gatewayOver = (...upstreams: ReturnType<typeof upstreamAt>[]) =>
  gatewayProvider(upstreams, createMetrics('test'));
const textOf = (result: { content: unknown[] }) => (result.content[0] as { text: string }).text;

describe('with an upstream that is there', () => {
  let fixture: RunningServer;
  let gateway: ReturnType<typeof gatewayProvider>;
  beforeAll(async () => {
    fixture = await startFixture();
    const upstream = upstreamAt(`${fixture.url}/mcp`, 'shop');
    await upstream.refresh();
    gateway = gatewayOver(upstream);
  });
  afterAll(async () => {
    await gateway.close();
    await fixture.close();
  });
  const call = (name: string, args: Record<string, unknown>, principal: Partial<Principal> = {}) =>
    gateway.callTool({ name, arguments: args, principal: { ...everybody, ...principal }, signal });

  test('its tools pass through under its prefix, in its order', async () => {
    const names = (await gateway.listTools(everybody)).map(({ name }) => name);
    expect(names).toEqual(['shop_echo', 'shop_my_orders', 'shop_fail']);
    expect((await call('shop_echo', { text: 'oi' })).structuredContent).toEqual({ text: 'oi' });
  });

  test('the customer travels in the token that is minted for the upstream', async () => {
    const principal = { customer: { partner: 7 } };
    expect((await call('shop_my_orders', {}, principal)).structuredContent).toEqual({ partner_id: 7 });
    expect(textOf(await call('shop_my_orders', { partner_id: 8 }, principal))).toMatch(/^invalid_input/);
    const [orders] = (await gateway.listTools({ ...everybody, ...principal })).filter(({ name }) =>
      name.endsWith('my_orders'),
    );
    expect(orders?.inputSchema.properties).toEqual({});
  });

  test('list and call follow the same scopes', async () => {
    const principal = { scopes: ['fixture:read'] };
    const names = (await gateway.listTools({ ...everybody, ...principal })).map(({ name }) => name);
    expect(names).not.toContain('shop_fail');
    expect(textOf(await call('shop_fail', { how: 'expected' }, principal))).toMatch(/^insufficient_scope/);
  });

  test("a tool's own error passes through word for word", async () => {
    const result = await call('shop_fail', { how: 'expected' });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe('total_changed: The total changed.\nNext: Quote again.');
  });

  test('unknown tools and resources are refused, known resources are read', async () => {
    await expect(call('shop_nonsense', {})).rejects.toMatchObject({ code: 'not_found' });
    await expect(call('elsewhere_echo', {})).rejects.toMatchObject({ code: 'not_found' });
    const read = (uri: string) => gateway.readResource({ uri, principal: everybody, signal });
    expect((await read('fixture://greeting')).contents[0]).toMatchObject({ text: 'olá' });
    await expect(read('fixture://other')).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('a missing upstream takes nothing else down, and comes back by itself', async () => {
  const port = await freePort();
  const there = await startFixture();
  const upstream = upstreamAt(`${there.url}/mcp`, 'shop');
  const missing = upstreamAt(`http://127.0.0.1:${port}/mcp`, 'late');
  await Promise.all([upstream.refresh(), missing.refresh()]);
  const gateway = gatewayOver(upstream, missing);
  const late = { name: 'late_echo', arguments: { text: 'oi' }, principal: everybody, signal };

  expect((await gateway.listTools(everybody)).length).toBe(3);
  expect(await gateway.readiness()).toEqual({ 'mcp-fixture': expect.stringContaining('cannot be reached') });
  expect(textOf(await gateway.callTool(late))).toMatch(/^server_unavailable/);

  const started = await startFixture(port);
  await expect
    .poll(async () => (await gateway.callTool(late)).structuredContent, { timeout: 8_000 })
    .toEqual({
      text: 'oi',
    });
  await gateway.close();
  await Promise.all([there.close(), started.close()]);
});

test('an upstream that restarts is met again without a new connection; while it is gone a write is honest', async () => {
  const port = await freePort();
  const first = await startFixture(port);
  const upstream = upstreamAt(`${first.url}/mcp`, 'shop');
  await upstream.refresh();
  const gateway = gatewayOver(upstream);
  const call = (name: string, args: Record<string, unknown>) =>
    gateway.callTool({ name: `shop_${name}`, arguments: args, principal: everybody, signal });

  await first.close(0);
  expect(textOf(await call('echo', { text: 'oi' }))).toMatch(/^server_unavailable/);
  expect(textOf(await call('fail', { how: 'expected' }))).toMatch(/^(server_unavailable|outcome_unknown)/);

  const second = await startFixture(port);
  expect((await call('echo', { text: 'oi' })).structuredContent).toEqual({ text: 'oi' });
  await gateway.close();
  await second.close();
});
