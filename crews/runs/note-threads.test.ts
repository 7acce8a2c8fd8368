import { randomUUID } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { expect, test } from 'vitest';
import { createMemoryRunStore } from './memory-run-store.ts';
import { noteThreads } from './note-threads.ts';
import { runIdOf, stampCheckpoints } from './stamp-checkpoints.ts';
import { trailGraph } from './testing.ts';

const run = (threadId: string, tenant?: string) => ({
  configurable: { thread_id: threadId },
  context: { ...(tenant ? { tenant } : {}), contact: { id: 7 } },
  signal: AbortSignal.timeout(5_000),
  durability: 'sync' as const,
});

test('a thread that the bot runs is known with its tenant and its contact, and waits while it is asked', async () => {
  const runs = createMemoryRunStore();
  const graph = noteThreads(trailGraph(new MemorySaver()), 'customer-service', runs);
  const id = randomUUID();
  const state = await graph.invoke({ act: 'approve' }, run(id, 'acme'));
  expect(state).toHaveProperty('__interrupt__');
  expect(await runs.readThread(id)).toMatchObject({
    tenant: 'acme',
    graph: 'customer-service',
    context: { contact: { id: 7 } },
  });
  const page = { offset: 0, limit: 10 };
  expect(await runs.waitingThreads('acme', page)).toHaveLength(1);
  await graph.invoke({ act: '' }, run(id, 'acme'));
  expect(await runs.waitingThreads('acme', page)).toEqual([]);
});

test('its state is read as before', async () => {
  const graph = noteThreads(trailGraph(new MemorySaver()), 'support', createMemoryRunStore());
  const id = randomUUID();
  await graph.invoke({}, run(id));
  const state = await graph.getState({ configurable: { thread_id: id } });
  expect(state.values).toMatchObject({ trail: ['one', 'two', 'three'] });
});

test('a question to the customer is no approval', async () => {
  const runs = createMemoryRunStore();
  const graph = noteThreads(trailGraph(new MemorySaver()), 'support', runs);
  await graph.invoke({ act: 'ask' }, run(randomUUID(), 'acme'));
  expect(await runs.waitingThreads('acme', { offset: 0, limit: 10 })).toEqual([]);
});

test('checkpoints say which run wrote them; those of nobody’s run say nothing', async () => {
  const saver = stampCheckpoints<BaseCheckpointSaver>(new MemorySaver());
  const checkpoint = {
    v: 4,
    id: randomUUID(),
    ts: '',
    channel_values: {},
    channel_versions: {},
    versions_seen: {},
  };
  const metadata = { source: 'loop' as const, step: 0, parents: {} };
  for (const [thread_id, configurable] of [
    ['with', { run_id: 'R' }],
    ['without', {}],
  ] as const) {
    await saver.put(
      { configurable: { thread_id, checkpoint_ns: '', ...configurable } },
      checkpoint,
      metadata,
      {},
    );
  }
  const written = async (thread_id: string) =>
    runIdOf((await saver.getTuple({ configurable: { thread_id } }))?.metadata);
  expect(await written('with')).toBe('R');
  expect(await written('without')).toBeUndefined();
  expect(runIdOf(undefined)).toBeUndefined();
});
