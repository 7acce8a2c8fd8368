import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { END, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { conversationState } from './conversation-state.ts';
import { initially } from './initially.ts';
import { stateSchema } from './state-schema.ts';

const state = conversationState.extend({ count: initially(z.number(), () => 7) });
const address = { configurable: { thread_id: 'one' } };

/** A graph of one node that returns what it is told to. */
function compile(update: (messages: BaseMessage[]) => object) {
  return new StateGraph(stateSchema(state))
    .addNode('only', ({ messages }) => update(messages))
    .addEdge(START, 'only')
    .addEdge('only', END)
    .compile({ checkpointer: new MemorySaver() });
}

test('fields have their first values, which later inputs leave alone', async () => {
  const graph = compile((messages) => (messages.length === 1 ? { count: 8, reply: 'Oi' } : {}));
  const first = await graph.invoke({ messages: [new HumanMessage('a')] }, address);
  expect(first).toMatchObject({ count: 8, reply: 'Oi', language: null, products: [] });
  const second = await graph.invoke({ messages: [new HumanMessage('b')] }, address);
  expect(second).toMatchObject({ count: 8, reply: 'Oi' });
});

test('messages are added to, the others replaced', async () => {
  const graph = compile(() => ({ messages: [new AIMessage('Olá')], products: [] }));
  await graph.invoke({ messages: [new HumanMessage('a')] }, address);
  const { messages } = await graph.invoke({ messages: [new HumanMessage('b')] }, address);
  expect(messages.map(({ text }) => text)).toEqual(['a', 'Olá', 'b', 'Olá']);
});

test('what does not fit its field fails the step', async () => {
  await expect(compile(() => ({ count: 'many' })).invoke({ messages: [] }, address)).rejects.toThrow('count');
  await expect(
    compile(() => ({ customer: { name: 'Ana' } })).invoke({ messages: [] }, address),
  ).rejects.toThrow('customer');
});
