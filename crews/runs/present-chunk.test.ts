import { AIMessage, AIMessageChunk, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { describe, expect, test } from 'vitest';
import { presentChunk } from './present-chunk.ts';
import { presentOutput } from './present-output.ts';

const shown = (...[mode, data]: Parameters<typeof presentChunk>): unknown =>
  JSON.parse(presentChunk(mode, data));

describe('what a graph tells on its way', () => {
  test('messages come by their pieces, with the node that says them', () => {
    const piece = new AIMessageChunk({ id: 'm1', content: 'Olá' });
    const metadata = { langgraph_node: 'answer', thread_id: 't', secret: 'hunter2' };
    expect(shown('messages', [piece, metadata])).toEqual({
      id: 'm1',
      role: 'assistant',
      content: 'Olá',
      node: 'answer',
    });
  });

  test('updates come by node, with messages as callers see them', () => {
    const update = { answer: { messages: [new AIMessage({ id: 'm1', content: 'oi' })], reply: 'oi' } };
    expect(shown('updates', update)).toEqual({
      answer: { messages: [{ id: 'm1', role: 'assistant', content: 'oi' }], reply: 'oi' },
    });
    expect(shown('updates', { answer: null })).toEqual({ answer: null });
  });

  test('values are the state; custom events are as the graph wrote them', () => {
    expect(shown('values', { reply: 'oi', messages: [new HumanMessage('x')] })).toMatchObject({
      reply: 'oi',
      messages: [{ role: 'user', content: 'x' }],
    });
    expect(shown('custom', { progress: 0.5 })).toEqual({ progress: 0.5 });
    expect(shown('custom', 'half')).toBe('half');
    expect(shown('custom', undefined)).toBeNull();
  });

  test('an event that is too large is told of, without its content', () => {
    const large = 'é'.repeat(200_000);
    expect(shown('custom', large)).toEqual({ omitted: 'too_large', bytes: 400_002 });
  });
});

test('messages in the state have a role and a text, whatever they hold, also within lists', () => {
  const output = presentOutput({
    messages: [
      new ToolMessage({ id: 't', content: 'x', tool_call_id: 'c' }),
      new HumanMessage({ id: 'h', content: 'y' }),
    ],
    last: new AIMessage({ id: 'a', content: [{ type: 'text', text: 'z' }] }),
    nested: [[new HumanMessage({ id: 'n', content: 'w' })]],
    plain: { a: 1 },
  });
  expect(output).toEqual({
    messages: [
      { id: 't', role: 'tool', content: 'x' },
      { id: 'h', role: 'user', content: 'y' },
    ],
    last: { id: 'a', role: 'assistant', content: 'z' },
    nested: [[{ id: 'n', role: 'user', content: 'w' }]],
    plain: { a: 1 },
  });
});
