import { expect, test } from 'vitest';
import { parseQueueCommand } from './queue-command.ts';

test.each([
  [[], { name: 'list', limit: 50, json: false }],
  [['list', '--limit', '5', '--json'], { name: 'list', limit: 5, json: true }],
  [['stats'], { name: 'stats', json: false }],
  [['show', 'a'], { name: 'show', ids: ['a'], json: false }],
  [['replay', 'a', 'b'], { name: 'replay', ids: ['a', 'b'], json: false }],
  [['drop', '--all'], { name: 'drop', ids: 'all', json: false }],
])('%j is understood', (args, expected) => {
  expect(parseQueueCommand(args)).toEqual(expected);
});

test.each([
  ['a command that does not exist', ['burn'], /no command burn/],
  ['show without an id', ['show'], /one dead letter/],
  ['show of several', ['show', 'a', 'b'], /one dead letter/],
  ['drop of nothing', ['drop'], /needs ids/],
  ['replay of some and all', ['replay', 'a', '--all'], /needs ids/],
  ['an option that does not exist', ['list', '--force'], /force/],
  ['a limit that is none', ['list', '--limit', 'ten'], /1 to 1000/],
  ['a limit beyond the bound', ['list', '--limit', '100000'], /1 to 1000/],
])('%s is refused, with the way to the help', (_, args, message) => {
  expect(() => parseQueueCommand(args)).toThrow(message);
  expect(() => parseQueueCommand(args)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
});
