import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEverything } from '#launch/start-everything.ts';
import { silentLogger } from '#telemetry/logger.ts';

let everything: Awaited<ReturnType<typeof startEverything>>;
beforeAll(async () => {
  const environment = { CATALOG_SYNC: 'false' };
  everything = await startEverything({ environment, freePorts: true, logger: silentLogger });
});
afterAll(() => everything.close());

const ours = /^(crews|mcp|http|queue|upstream)_/;

/** Every series of our own metrics, in all processes: a name with its labels. */
async function series(): Promise<string[]> {
  const texts = await Promise.all(
    Object.entries(everything.urls).map(async ([process, url]) => {
      const text = await (await fetch(new URL('/metrics', url))).text();
      const lines = text.split('\n').filter((line) => ours.test(line));
      return lines.map((line) => `${process} ${line.slice(0, line.lastIndexOf(' '))}`);
    }),
  );
  return texts.flat().sort();
}

/** Everything that a caller can choose the name of: addresses, tools, graphs, threads, tenants, conversations. */
async function askForNamesThatNobodyHas(): Promise<void> {
  const name = randomUUID();
  const post = (url: URL, body: object) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const asked = Object.values(everything.urls).flatMap((url) => [
    fetch(new URL(`/${name}/metrics`, url)),
    fetch(new URL(`/healthz?${name}`, url)),
    fetch(new URL(`/${name}`, url), { method: 'DELETE' }),
    post(new URL('/tools/call', url), { name, arguments: {} }),
    post(new URL('/mcp', url), { jsonrpc: '2.0', id: 1, method: name }),
    post(new URL(`/graphs/${name}/invoke`, url), { input: {} }),
    post(new URL(`/chatwoot/${name}/${name}`, url), {}),
    fetch(new URL(`/threads/${name}/state`, url)),
    fetch(new URL(`/runs/${name}`, url)),
  ]);
  for (const answer of await Promise.all(asked)) await answer.body?.cancel();
}

test('names that callers make up become no labels: a second round of others adds no series', async () => {
  await askForNamesThatNobodyHas();
  await series(); // reading them is a request of its own
  const before = await series();
  for (let round = 0; round < 5; round += 1) await askForNamesThatNobodyHas();
  expect(await series()).toEqual(before);
});

test('turns of many customers add none either', async () => {
  const turn = async () => {
    const url = new URL('/graphs/product-search/invoke', everything.urls.crews);
    const thread_id = randomUUID();
    const input = { messages: [{ role: 'user', content: `tem trena ${thread_id}?` }] };
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ input, thread_id }),
    });
    expect(answer.status, await answer.text()).toBeLessThan(300);
  };
  await turn();
  const before = await series();
  for (let customer = 0; customer < 4; customer += 1) await turn();
  expect(await series()).toEqual(before);
});

test('a turn is told by its stages, and by what was asked of the systems outside', async () => {
  everything.chatwoot?.customer('+5511987650001', 'Maria').write('tem trena?');
  const shows = (...parts: string[]) => {
    const found = async () => (await series()).filter((each) => parts.every((part) => each.includes(part)));
    return expect.poll(found, { timeout: 15_000, message: parts.join(' ') }).not.toEqual([]);
  };
  for (const stage of ['queue', 'read', 'graph', 'send'])
    await shows('crews crews_turn_stage_seconds_count', `stage="${stage}"`);
  for (const upstream of ['odoo', 'qdrant', 'chatwoot', 'model'])
    await shows('upstream_request_seconds_count', `upstream="${upstream}"`, 'outcome="ok"');
});

test('a process has few enough series for any Prometheus', async () => {
  expect((await series()).length).toBeLessThan(3_000);
});
