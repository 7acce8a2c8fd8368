import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, stillMatches } from './fingerprint.ts';

function check(value: object): () => boolean {
  const fingerprint = fingerprintOf(value) ?? [];
  expect(stillMatches(value, fingerprint)).toBe(true);
  return () => stillMatches(value, fingerprint);
}

describe('stillMatches', () => {
  it('sees every change of a plain object', () => {
    const changes: ((value: Record<string, unknown>) => void)[] = [
      (value) => Object.assign(value, { text: 'other' }),
      (value) => Object.assign(value, { added: 1 }),
      (value) => delete value.text,
      (value) => Object.assign(value.nested as object, { deep: { deeper: [1, 2, 4] } }),
      (value) => (value.list as unknown[]).push(undefined),
      (value) => (value.list as unknown[]).pop(),
      (value) => Object.assign(value, { empty: null }),
      (value) => Object.assign(value, { list: {} }),
    ];
    for (const change of changes) {
      const value = {
        text: 'a',
        list: [1, { b: 2 }],
        nested: { deep: { deeper: [1, 2, 3] } },
        empty: undefined,
      };
      const matches = check(value);
      change(value);
      expect(matches(), String(change)).toBe(false);
    }
  });

  it('sees every change of a message', () => {
    const call = { id: '1', name: 'search', args: { query: 'tênis' } };
    const message = new AIMessage({ content: [{ type: 'text', text: 'oi' }], tool_calls: [call] });
    let matches = check(message);
    Object.assign(message.tool_calls?.[0]?.args ?? {}, { query: 'sapato' });
    expect(matches()).toBe(false);
    matches = check(message);
    message.additional_kwargs.seen = true;
    expect(matches()).toBe(false);
    const human = new HumanMessage('oi');
    matches = check(human);
    human.id = 'given by the reducer';
    expect(matches()).toBe(false);
    const tool = new ToolMessage({ content: 'long result', tool_call_id: '1' });
    matches = check(tool);
    tool.content = '[removed]';
    expect(matches()).toBe(false);
  });

  it('does not take a key for a value, or an end for a beginning', () => {
    expect(stillMatches({ a: { b: 1 } }, fingerprintOf({ a: {}, b: 1 }) ?? [])).toBe(false);
    expect(stillMatches([[1], 2], fingerprintOf([[1, 2]]) ?? [])).toBe(false);
    expect(stillMatches({}, fingerprintOf([]) ?? [])).toBe(false);
    expect(stillMatches([], fingerprintOf({}) ?? [])).toBe(false);
  });
});

describe('fingerprintOf', () => {
  it('gives up on what is too large or refers to itself', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(fingerprintOf(circle)).toBeUndefined();
    expect(fingerprintOf({ numbers: Array.from({ length: 5000 }, (_, i) => i) })).toBeUndefined();
  });
});
