import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import {
  Annotation,
  Command,
  interrupt,
  MemorySaver,
  messagesStateReducer,
  StateGraph,
} from '@langchain/langgraph';
import { expect, test } from 'vitest';
import { stampCheckpoints } from '#crews/runs/stamp-checkpoints.ts';
import { inSpan } from '#telemetry/tracing/span.ts';
import { recordSpans } from '#telemetry/tracing/testing/record-spans.ts';
import { describeRun } from './describe-run.ts';

const State = Annotation.Root({
  messages: Annotation<BaseMessage[]>({ reducer: messagesStateReducer, default: () => [] }),
});
const inner = new StateGraph(State)
  .addNode('look', () => ({
    messages: [
      new AIMessage({
        content: '',
        tool_calls: [{ name: 'search_products', args: { q: 'secret' }, id: '1' }],
      }),
    ],
  }))
  .addNode('tell', () => ({
    messages: [
      new ToolMessage({ content: 'secret', tool_call_id: '1', name: 'search_products' }),
      new AIMessage('Temos.'),
    ],
  }))
  .addEdge('__start__', 'look')
  .addEdge('look', 'tell')
  .compile();

function startGraph() {
  const saver = new MemorySaver();
  const graph = new StateGraph(State)
    .addNode('search', inner)
    .addNode('confirm', () => {
      const said: string = interrupt('Confirma?');
      return { messages: [new HumanMessage(said)] };
    })
    .addEdge('__start__', 'search')
    .addEdge('search', 'confirm')
    .compile({ checkpointer: saver });
  const thread = { configurable: { thread_id: 't' } };
  const ask = (content: string) => graph.invoke({ messages: [new HumanMessage(content)] }, thread);
  const answer = (content: string) => graph.invoke(new Command({ resume: content }), thread);
  return { saver, ask, answer };
}

test('a question that was answered no longer waits', async () => {
  const { saver, ask, answer } = startGraph();
  await ask('tem furadeira?');
  await answer('sim');
  const text = (await describeRun(saver, 't')) ?? '';
  expect(text).toContain('asked, and was answered');
  expect(text).not.toContain('waits for an answer');
});

test('the last run as a tree: nodes, tool calls, messages, what it waits for', async () => {
  const { saver, ask } = startGraph();
  await ask('primeira');
  await ask('tem furadeira?');
  const text = (await describeRun(saver, 't')) ?? '';
  expect(text).toMatch(/^thread t\n/);
  expect(text).toContain('human: tem furadeira?');
  expect(text).not.toContain('primeira');
  expect(text).toContain('calls search_products');
  expect(text).toContain('ai: Temos.');
  expect(text).toContain('waits for an answer');
  expect(text).toMatch(/\(\d+ ms\)/);
});

test('arguments and answers of tools are not shown', async () => {
  const { saver, ask } = startGraph();
  await ask('oi');
  expect(await describeRun(saver, 't')).not.toContain('secret');
});

test('the trace of the run, where traces are recorded', async () => {
  const { saver, ask } = startGraph();
  stampCheckpoints(saver);
  const recorded = recordSpans();
  await inSpan(
    () => ({ name: 'run' }),
    () => ask('oi'),
  );
  const traceId = recorded.ended()[0]?.spanContext().traceId;
  recorded.stop();
  expect(await describeRun(saver, 't')).toMatch(new RegExp(`^thread t, trace ${traceId}\n`));
});

test('a thread that is not there', async () => {
  expect(await describeRun(new MemorySaver(), 'missing')).toBeUndefined();
});
