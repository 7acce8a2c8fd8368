import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, sendResult } from '#adapters/mcp/testing.ts';
import type { Announcement } from '../../kit/provider.ts';
import { type FakeUpstream, readTool, startFakeUpstream } from '../testing/fake-upstream.ts';
import { anybody, startTestGateway, type TestGateway, upstreamAt } from '../testing/test-gateway.ts';

const uri = 'docs://rules';
const answer: Answer = ({ message: { id, method } }, response) => {
  if (method === 'initialize') {
    const capabilities = { tools: { listChanged: true }, resources: { subscribe: true }, logging: {} };
    sendResult(response, id, { protocolVersion: '2025-11-25', capabilities });
  }
  if (method === 'resources/list') sendResult(response, id, { resources: [{ uri, name: 'rules' }] });
  if (method === 'resources/templates/list') sendResult(response, id, { resourceTemplates: [] });
};
const updated = (of: string) =>
  `data: ${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/resources/updated', params: { uri: of } })}\n\n`;

let upstream: FakeUpstream;
let gateway: TestGateway;
beforeAll(async () => {
  upstream = await startFakeUpstream([readTool('a')], undefined, answer);
  gateway = await startTestGateway([upstreamAt(upstream.url)], { refreshMs: 3_600_000 });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

const ana = { ...anybody, customer: { contact: 1 } };
const bia = { ...anybody, customer: { contact: 2 } };

function listen(principal: typeof anybody) {
  const heard: Announcement[] = [];
  const stop = gateway.provider.watch?.(principal, (announcement) => heard.push(announcement));
  return { heard, stop: () => stop?.() };
}

describe('a resource that changes', () => {
  test('is told to those callers who watch it, and to nobody else', async () => {
    await expect.poll(() => upstream.streams.length).toBe(1);
    const [first, second] = [listen(ana), listen(bia)];
    gateway.provider.subscribe?.({ uri, principal: ana });
    await expect.poll(() => upstream.of('resources/subscribe')[0]?.message.params).toEqual({ uri });
    upstream.streams[0]?.write(updated('docs://other') + updated(uri));
    await expect
      .poll(() => first.heard)
      .toEqual([{ method: 'notifications/resources/updated', params: { uri } }]);
    expect(second.heard).toEqual([]);

    gateway.provider.unsubscribe?.({ uri, principal: ana });
    gateway.provider.subscribe?.({ uri, principal: bia });
    upstream.streams[0]?.write(updated(uri));
    await expect.poll(() => second.heard.length).toBe(1);
    expect(first.heard.length).toBe(1);
    first.stop();
    second.stop();
  });

  test('cannot be watched where it cannot be read, and not without end', () => {
    expect(() => gateway.provider.subscribe?.({ uri: 'docs://other', principal: ana })).toThrow(
      'no resource',
    );
    const watchAll = () => {
      for (let contact = 1; contact <= 1_001; contact += 1)
        gateway.provider.subscribe?.({ uri, principal: { ...anybody, customer: { contact } } });
    };
    expect(watchAll).toThrow('Too many');
  });
});

test('a list that changes is read at once and told to everybody', async () => {
  const { heard, stop } = listen(ana);
  upstream.tools = [readTool('a'), readTool('b')];
  upstream.streams[0]?.write('data: {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n\n');
  await expect.poll(async () => (await gateway.tools()).length).toBe(2);
  expect(heard).toContainEqual({ method: 'notifications/tools/list_changed' });
  stop();
});

test('the level of the log is passed on to upstreams that have one', async () => {
  gateway.provider.setLogLevel?.('debug', anybody);
  await expect.poll(() => upstream.of('logging/setLevel')[0]?.message.params).toEqual({ level: 'debug' });
});

test('what no upstream can do is not claimed', async () => {
  const plain = await startFakeUpstream([readTool('a')]);
  const bare = await startTestGateway([upstreamAt(plain.url)]);
  expect(bare.provider.setLogLevel).toBeUndefined();
  expect(bare.provider.subscribe).toBeUndefined();
  await bare.close();
  await plain.close();
});
