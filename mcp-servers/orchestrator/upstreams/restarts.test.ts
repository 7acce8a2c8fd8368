import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { silentLogger } from '#telemetry/logger.ts';
import { freePort } from '#test/redis.ts';
import { toolDefiner } from '../../kit/define-tool.ts';
import type { ServerDefinition } from '../../kit/server-definition.ts';
import { type RunningServer, startServer } from '../../kit/start-server.ts';
import {
  startTestGateway,
  type TestGateway,
  testConfig,
  testTokens,
  textOf,
  upstreamAt,
} from '../testing/test-gateway.ts';

/** The numbers of all calls that were carried out, by server. */
const done = new Map<string, number[]>();
const defineTool = toolDefiner<{ name: string }>();
const hints = { destructiveHint: false, openWorldHint: false };

const count = (name: 'look' | 'change', readOnlyHint: boolean) =>
  defineTool({
    name,
    title: name,
    description: 'Counts.',
    scope: 'shop:read',
    annotations: { ...hints, readOnlyHint, idempotentHint: false },
    input: z.object({ number: z.int() }),
    output: z.object({ number: z.int() }),
    async handle({ number }, { services }) {
      await sleep(5);
      if (!readOnlyHint) done.get(services.name)?.push(number);
      return { number };
    },
  });

const definition = (name: string): ServerDefinition<{ name: string }> => ({
  name,
  title: name,
  version: '1.0.0',
  instructions: 'For tests.',
  tools: [count('look', true), count('change', false)],
  resources: [],
  connect: async () => ({
    servicesFor: () => ({ name }),
    readiness: async () => ({}),
    close: async () => undefined,
  }),
});

const names = ['one', 'two', 'three'];
const ports = new Map<string, number>();
const servers = new Map<string, RunningServer>();
let gateway: TestGateway;

async function startUpstream(name: string): Promise<void> {
  const port = ports.get(name) ?? 0;
  const options = { config: testConfig, tokens: testTokens, logger: silentLogger, port };
  servers.set(name, await startServer(definition(name), options));
}

beforeAll(async () => {
  for (const name of names) {
    done.set(name, []);
    ports.set(name, await freePort());
    await startUpstream(name);
  }
  gateway = await startTestGateway(
    names.map((name) => upstreamAt(`http://127.0.0.1:${ports.get(name)}/mcp`, { name, prefix: name })),
    { config: { TOOL_CALLS_PER_MINUTE: 1_000_000 } },
  );
});
afterAll(async () => {
  await gateway.close();
  for (const server of servers.values()) await server.close(0);
});

/** So that no two calls have the same number. */
let last = 0;

interface Load {
  /** What became of each call: `ok`, or the code of the error. */
  outcomes: { upstream: string; tool: string; number: number; outcome: string; at: number }[];
  stop(): Promise<void>;
}

/** Calls every tool of every upstream without pause, from several callers each. */
function startLoad(): Load {
  const outcomes: Load['outcomes'] = [];
  let running = true;
  const keepCalling = async (upstream: string, tool: string) => {
    while (running) {
      last += 1;
      const number = last;
      const result = await gateway.call(`${upstream}_${tool}`, { number });
      const outcome = result.isError ? (textOf(result).split(':')[0] ?? '') : 'ok';
      if (!result.isError) expect(result.structuredContent).toEqual({ number });
      outcomes.push({ upstream, tool, number, outcome, at: performance.now() });
      if (result.isError) await sleep(5);
    }
  };
  const callers = names.flatMap((upstream) =>
    ['look', 'look', 'change', 'change'].map((tool) => keepCalling(upstream, tool)),
  );
  return {
    outcomes,
    async stop() {
      running = false;
      await Promise.all(callers);
    },
  };
}

test.each(names)('%s is killed and restarted under load', { timeout: 60_000 }, async (victim) => {
  const load = startLoad();
  await sleep(300);
  await servers.get(victim)?.close(0);
  const stateOf = async () => (await gateway.provider.readiness())[victim];
  await expect.poll(stateOf, { timeout: 20_000 }).toMatch(/cannot be reached|did not answer/);
  const listed = await gateway.tools();
  await startUpstream(victim);
  const back = performance.now();
  await expect
    .poll(() => load.outcomes.findLast(({ upstream }) => upstream === victim)?.outcome, { timeout: 20_000 })
    .toBe('ok');
  await sleep(300);
  await load.stop();
  const of = (tool: string) => load.outcomes.filter((each) => each.upstream === victim && each.tool === tool);

  // The others never noticed, and the catalogue stayed whole.
  expect(load.outcomes.filter(({ upstream, outcome }) => upstream !== victim && outcome !== 'ok')).toEqual(
    [],
  );
  expect(listed.length).toBe(6);

  // Every failure is typed; a change of which nobody knows says so.
  const codes = (tool: string) => [...new Set(of(tool).map(({ outcome }) => outcome))].sort();
  expect(['ok', 'server_unavailable']).toEqual(expect.arrayContaining(codes('look')));
  expect(['ok', 'outcome_unknown', 'server_unavailable']).toEqual(expect.arrayContaining(codes('change')));

  // No change was carried out twice, all that are said to be done are, and none that surely were not.
  const carriedOut = done.get(victim) ?? [];
  expect(new Set(carriedOut).size).toBe(carriedOut.length);
  for (const { number, outcome } of of('change')) {
    if (outcome === 'ok') expect(carriedOut).toContain(number);
    if (outcome === 'server_unavailable') expect(carriedOut).not.toContain(number);
  }

  // It came back by itself, soon, and for good.
  const lastFailure = load.outcomes.findLast(
    ({ upstream, outcome }) => upstream === victim && outcome !== 'ok',
  );
  expect((lastFailure?.at ?? 0) - back).toBeLessThan(10_000);
});

test('a restart between two calls loses none of them', async () => {
  for (let round = 0; round < 5; round += 1) {
    await servers.get('one')?.close(0);
    await startUpstream('one');
    await sleep(20); // no restart is quicker than the news of it
    for (const tool of ['change', 'look']) {
      const result = await gateway.call(`one_${tool}`, { number: -round });
      expect(textOf(result)).toBe(`{"number":${-round || 0}}`);
    }
  }
});
