import { randomUUID } from 'node:crypto';
import { END, interrupt, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { type BaseStore, InMemoryStore } from '@langchain/langgraph-checkpoint';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { CompiledGraph } from '#graphs/catalogue.ts';
import { conversationContext, conversationState } from '#graphs/shared/conversation-state.ts';
import { initially } from '#graphs/shared/initially.ts';
import { type Decision, decideApproval } from './decide-approval.ts';

let store: BaseStore;
let graph: CompiledGraph;
let threadId: string;
/** What was done in the outside world. */
let placed: string[];
/** Set to make the process end after the decision, before its effect. */
let crash = false;

const state = conversationState.extend({ decided: initially(z.string(), () => '') });

/** Asks twice for an approval, and places an order for each. */
function approvalGraph(): CompiledGraph {
  const ask = (name: string) => () => {
    const decision = interrupt<object, { decision: string }>({
      kind: 'approval',
      message: `Espere: ${name}.`,
    });
    return { decided: decision.decision };
  };
  const place = (name: string) => (values: { decided: string }) => {
    if (crash) throw new Error('the process ended');
    placed.push(`${name}:${values.decided}`);
    return { reply: `${name}: ${values.decided}` };
  };
  return new StateGraph(state, conversationContext)
    .addNode('ask_first', ask('first'))
    .addNode('place_first', place('first'))
    .addNode('ask_second', ask('second'))
    .addNode('place_second', place('second'))
    .addEdge(START, 'ask_first')
    .addEdge('ask_first', 'place_first')
    .addEdge('place_first', 'ask_second')
    .addEdge('ask_second', 'place_second')
    .addEdge('place_second', END)
    .compile({ checkpointer: new MemorySaver() }) as unknown as CompiledGraph;
}

beforeEach(async () => {
  [store, graph, threadId, placed, crash] = [new InMemoryStore(), approvalGraph(), randomUUID(), [], false];
});

const begin = () =>
  graph.invoke(
    { turn: 'customer' },
    {
      configurable: { thread_id: threadId },
      context: {},
      signal: new AbortController().signal,
      durability: 'sync',
    },
  );
const decide = (turnId: string, decision: Decision['decision'] = { decision: 'approve' }) =>
  decideApproval(
    { graph, store },
    {
      tenant: 'main',
      threadId,
      turnId,
      decision,
      context: conversationContext.parse({}),
      signal: new AbortController().signal,
    },
  );

test('where nothing waits there is nothing to decide', async () => {
  expect(await decide('one')).toBeUndefined();
});

test('an approval lets the graph go on, to the next question', async () => {
  await begin();
  expect(await decide('one')).toMatchObject({
    reply: 'Espere: second.',
    approval: { id: expect.any(String) },
  });
  expect(await decide('two', { decision: 'reject', reason: 'caro' })).toMatchObject({
    reply: 'second: reject',
  });
  expect(placed).toEqual(['first:approve', 'second:reject']);
  expect(await decide('three')).toBeUndefined();
});

test('the same decision again does not answer the next question', async () => {
  await begin();
  const first = await decide('one');
  expect(await decide('one')).toEqual(first);
  expect(placed).toEqual(['first:approve']);
});

test('after a crash between decision and effect the same decision is carried on, once', async () => {
  await begin();
  crash = true;
  await expect(decide('one')).rejects.toThrow('the process ended');
  expect(placed).toEqual([]);
  crash = false;
  expect(await decide('one')).toMatchObject({ reply: 'Espere: second.' });
  expect(placed).toEqual(['first:approve']);
});

test('another tenant has other marks', async () => {
  await begin();
  await decide('one');
  expect(await store.search(['main', 'decisions'])).toHaveLength(1);
  expect(await store.search(['other'])).toHaveLength(0);
});
