import { expect, test } from 'vitest';
import { structuredOf, textOf } from './tool-content.ts';

test('the text of an answer is that of its blocks', () => {
  expect(textOf('plain')).toBe('plain');
  expect(textOf([{ type: 'text', text: 'one' }, { type: 'image' }, { text: 'two' }])).toBe('one\n\ntwo');
  for (const nothing of [undefined, null, 5, {}]) expect(textOf(nothing)).toBe('');
});

test('its data is where MCP adapters have put it', () => {
  expect(structuredOf([{ text: 'one' }, { structuredContent: { answer: 1 } }])).toEqual({ answer: 1 });
  expect(structuredOf([{ text: 'one' }])).toBeUndefined();
  expect(structuredOf('plain')).toBeUndefined();
});
