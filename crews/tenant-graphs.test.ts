import { END, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Config, loadConfig } from '#config/load-config.ts';
import { type Tenants, unknownTenant } from '#config/tenants/tenants.ts';
import { type CompiledGraph, graphNames } from '#graphs/catalogue.ts';
import { type Graphs, tenantGraphs } from './tenant-graphs.ts';

const base = loadConfig({ BUSINESS_PROFILE: 'base.yaml' });
let configs: Map<string, Config>;
let compiled: string[];
beforeEach(() => {
  configs = new Map(
    ['acme', 'borges'].map((name) => [name, { ...base, TENANT: name, BUSINESS_PROFILE: `${name}.yaml` }]),
  );
  compiled = [];
});

const tenants: Tenants = {
  names: () => [...configs.keys()],
  configOf(name) {
    const config = configs.get(name);
    if (!config) throw unknownTenant();
    return config;
  },
  onChange: () => () => undefined,
  close: () => undefined,
};

const state = z.object({ business: z.string().default('') });
const checkpointer = new MemorySaver();

/** Graphs that say whose business they are for. */
function compile({ BUSINESS_PROFILE: business }: Config): Graphs {
  compiled.push(business);
  const graph = new StateGraph(state)
    .addNode('say', () => ({ business }))
    .addEdge(START, 'say')
    .addEdge('say', END)
    .compile({ checkpointer }) as unknown as CompiledGraph;
  return Object.fromEntries(graphNames.map((name) => [name, graph])) as Graphs;
}

const runOf = (tenant: string | undefined, thread: string) => ({
  configurable: { thread_id: thread },
  context: tenant === undefined ? {} : { tenant },
  signal: AbortSignal.timeout(5_000),
  durability: 'sync' as const,
});

test('a run is for the business of its tenant, by call or by stream', async () => {
  const { support } = tenantGraphs(base, tenants, compile);
  expect(await support.invoke({}, runOf('acme', '1'))).toEqual({ business: 'acme.yaml' });
  expect(await support.invoke({}, runOf('borges', '2'))).toEqual({ business: 'borges.yaml' });
  const told = [];
  for await (const [, data] of await support.stream({}, { ...runOf('acme', '3'), streamMode: ['values'] }))
    told.push(data);
  expect(told.at(-1)).toEqual({ business: 'acme.yaml' });
});

test('graphs are made once for each tenant, and anew when its settings change', async () => {
  const { support, 'product-search': search } = tenantGraphs(base, tenants, compile);
  expect(compiled).toEqual(['base.yaml']);
  await support.invoke({}, runOf('acme', '4'));
  await search.invoke({}, runOf('acme', '5'));
  expect(compiled).toEqual(['base.yaml', 'acme.yaml']);
  configs.set('acme', { ...base, TENANT: 'acme', BUSINESS_PROFILE: 'other.yaml' });
  expect(await support.invoke({}, runOf('acme', '6'))).toEqual({ business: 'other.yaml' });
});

test('a tenant that is not known, or that is gone, runs nothing', async () => {
  const { support } = tenantGraphs(base, tenants, compile);
  await expect(support.invoke({}, runOf('casa', '7'))).rejects.toMatchObject({ code: 'access_denied' });
  await expect(support.invoke({}, runOf(undefined, '8'))).rejects.toMatchObject({ code: 'access_denied' });
  configs.delete('acme');
  await expect(support.stream({}, { ...runOf('acme', '9'), streamMode: [] })).rejects.toThrow('not served');
});

test('a thread is read by whoever asks: its state does not depend on the tenant', async () => {
  const { support } = tenantGraphs(base, tenants, compile);
  await support.invoke({}, runOf('borges', '10'));
  const address = { configurable: { thread_id: '10' } };
  expect((await support.getState(address)).values).toEqual({ business: 'borges.yaml' });
  const history = [];
  for await (const each of support.getStateHistory(address)) history.push(each);
  expect(history.length).toBeGreaterThan(1);
  await support.updateState(address, { business: 'changed' }, 'say');
  expect((await support.getState(address)).values).toEqual({ business: 'changed' });
  expect((await support.getGraphAsync()).nodes).toHaveProperty('say');
});

test('for an only tenant they are made once', async () => {
  configs.delete('borges');
  const { support } = tenantGraphs(base, tenants, compile);
  await support.invoke({}, runOf('acme', '11'));
  expect(compiled).toEqual(['acme.yaml']);
});
