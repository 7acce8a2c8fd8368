import { Annotation, END, interrupt, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inSpan } from '#telemetry/tracing/span.ts';
import { type RecordedSpans, recordSpans } from '#telemetry/tracing/testing/record-spans.ts';
import { traceNodes } from './trace-nodes.ts';

const state = Annotation.Root({ said: Annotation<string> });
let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

const asks = () =>
  inSpan(
    () => ({ name: 'asks' }),
    async () => ({ said: 'yes' }),
  );

/** A graph with a node, and another graph as a node. */
function build(inner: () => unknown = asks) {
  const crew = new StateGraph(state)
    .addNode('search', inner as typeof asks)
    .addEdge(START, 'search')
    .addEdge('search', END);
  const graph = new StateGraph(state)
    .addNode('identify', () => ({ said: 'who' }))
    .addNode('crew', crew.compile())
    .addEdge(START, 'identify')
    .addEdge('identify', 'crew')
    .addEdge('crew', END);
  traceNodes(graph);
  return graph;
}

test('each node is a span, and what it asks of others is within it', async () => {
  const result = await inSpan(
    () => ({ name: 'run' }),
    () => build().compile().invoke({}),
  );
  expect(result).toEqual({ said: 'yes' });
  expect(recorded.path('asks')).toEqual(['asks', 'node search', 'node crew', 'run']);
  expect(recorded.path('node identify')).toEqual(['node identify', 'run']);
  expect(recorded.ended().find(({ name }) => name === 'node search')?.attributes).toEqual({
    'langgraph.node': 'search',
  });
});

test('a node that fails is a span that failed; one that asks a person is none', async () => {
  const fails = build(() => {
    throw new Error('sou a Maria');
  });
  await expect(fails.compile().invoke({})).rejects.toThrow();
  expect(recorded.ended().find(({ name }) => name === 'node search')?.attributes['error.type']).toBe(
    'internal_error',
  );
  recorded.stop();

  recorded = recordSpans();
  const waits = build(() => interrupt('really?')).compile({ checkpointer: new MemorySaver() });
  await waits.invoke({}, { configurable: { thread_id: 't' } });
  expect(recorded.ended().map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([
    ['node identify', undefined],
    ['node search', undefined],
    ['node crew', undefined],
  ]);
});

test('a stream runs through the same spans', async () => {
  for await (const _ of await build()
    .compile()
    .stream({}, { streamMode: ['values'] }));
  expect(recorded.path('asks')).toEqual(['asks', 'node search', 'node crew']);
});
