import { expect, test } from 'vitest';
import type { ChatMessage } from './policy.ts';
import { checkToolHistory } from './tool-history.ts';

const said = (role: ChatMessage['role']): ChatMessage => ({ role, content: '', toolCalls: [] });
const calls = (...ids: string[]): ChatMessage => ({
  ...said('assistant'),
  toolCalls: ids.map((id) => ({ id, name: 'search', arguments: {} })),
});
const answers = (toolCallId: string): ChatMessage => ({ ...said('tool'), toolCallId });

test.each([
  ['no tools at all', [said('system'), said('user'), said('assistant'), said('user')]],
  ['a call and its answer', [said('user'), calls('a'), answers('a'), said('assistant')]],
  ['two calls answered in another order', [calls('a', 'b'), answers('b'), answers('a')]],
  ['one call after the other', [calls('a'), answers('a'), calls('b'), answers('b')]],
])('%s passes', (_name, messages) => {
  expect(() => checkToolHistory(messages)).not.toThrow();
});

test.each([
  ['a call at the end', [calls('a')], 'did not have response messages: a'],
  ['a user message before the answer', [calls('a'), said('user'), answers('a')], 'response messages: a'],
  ['one of two answers', [calls('a', 'b'), answers('a'), said('user')], 'response messages: b'],
  ['an answer to nothing', [said('user'), answers('a')], "messages with role 'tool'"],
  ['the same answer twice', [calls('a'), answers('a'), answers('a')], "messages with role 'tool'"],
])('%s is refused', (_name, messages, problem) => {
  expect(() => checkToolHistory(messages)).toThrow(problem);
});
