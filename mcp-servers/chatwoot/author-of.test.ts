import { expect, test } from 'vitest';
import { authorOf } from './author-of.ts';

const sender = (kind: string) => ({ id: 1, name: 'x', kind });

test.each([
  ['customer', { type: 'incoming', sender: sender('contact') }],
  ['bot', { type: 'outgoing', sender: sender('agent_bot') }],
  ['operator', { type: 'outgoing', sender: sender('user') }],
  ['operator', { type: 'outgoing', sender: null }],
  ['system', { type: 'activity', sender: null }],
  ['system', { type: 'template', sender: null }],
] as const)('%s: %j', (author, message) => {
  expect(authorOf(message)).toBe(author);
});
