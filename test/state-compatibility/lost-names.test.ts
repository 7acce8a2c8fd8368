import { Annotation, END, interrupt, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import type { CheckpointTuple } from '@langchain/langgraph-checkpoint';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type GraphParts, lostNames } from './lost-names.ts';

const State = Annotation.Root({ total: Annotation<number>, note: Annotation<string> });

/** A crew that waits in a question, as a node of another graph. */
function outerGraph() {
  const crew = new StateGraph(State)
    .addNode('prepare', () => ({ total: 5 }))
    .addNode('confirm', () => ({ note: interrupt('ok?') as string }))
    .addEdge(START, 'prepare')
    .addEdge('prepare', 'confirm')
    .addEdge('confirm', END)
    .compile();
  return new StateGraph(State)
    .addNode('order_creation', crew)
    .addEdge(START, 'order_creation')
    .addEdge('order_creation', END)
    .compile({ checkpointer: new MemorySaver() });
}

async function waitingThread(): Promise<AsyncIterable<CheckpointTuple>> {
  const graph = outerGraph();
  const config = { configurable: { thread_id: 't' } };
  await graph.invoke({ note: 'n' }, config);
  const saver = graph.checkpointer as MemorySaver;
  return saver.list(config);
}

const fields = { total: z.number(), note: z.string() };

/** The outer graph as it is, with changes of the crew in it. */
function partsOf(changes: Partial<GraphParts> = {}): GraphParts {
  const graph = outerGraph();
  const [[, crew] = []] = [...graph.getSubgraphs()];
  const inner = { channels: crew?.channels ?? {}, nodes: [], fields, crews: {}, ...changes };
  return { channels: graph.channels, nodes: ['order_creation'], fields, crews: { order_creation: inner } };
}
const channelsWithout = (name: string) => {
  const { channels = {} } = partsOf().crews.order_creation ?? {};
  return { channels: Object.fromEntries(Object.entries(channels).filter(([each]) => each !== name)) };
};

test('a graph that has changed nothing finds all names', async () => {
  expect(await lostNames(await waitingThread(), partsOf())).toEqual([]);
});

test('a field that was renamed in a crew is told by its name', async () => {
  const lost = await lostNames(await waitingThread(), partsOf(channelsWithout('total')));
  expect(lost).toEqual(['the field "total" is not in the state any more']);
});

test('so is a node that was to run next', async () => {
  const lost = await lostNames(await waitingThread(), partsOf(channelsWithout('branch:to:confirm')));
  expect(lost).toEqual(['the node "confirm", which runs next, is not in the graph any more']);
});

test('and a crew that is none any more', async () => {
  const lost = await lostNames(await waitingThread(), { ...partsOf(), nodes: [], crews: {} });
  expect(lost).toEqual(['the node "order_creation" is not in the graph any more']);
});

test('what a node runs by itself is its own affair', async () => {
  expect(await lostNames(await waitingThread(), { ...partsOf(), crews: {} })).toEqual([]);
});

test('a field of another kind than before is told, too', async () => {
  const lost = await lostNames(await waitingThread(), partsOf({ fields: { ...fields, total: z.string() } }));
  expect(lost).toEqual([
    expect.stringMatching(/^the value of the field "total" is none of its schema any more: .*string/),
  ]);
});
