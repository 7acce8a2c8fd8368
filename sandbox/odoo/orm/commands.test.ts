import { expect, it } from 'vitest';
import { parseCommands } from './commands.ts';
import type { Value } from './value.ts';

const parse = (value: Value) => parseCommands('sale.order.order_line', value);

it('reads every command', () => {
  const commands = [[0, 0, { a: 1 }], [1, 7, { b: 2 }], [2, 8], [3, 9, 0], [4, 10], [5], [6, 0, [1, 2]]];
  expect(parse(commands)).toEqual([
    { kind: 'create', values: { a: 1 } },
    { kind: 'update', id: 7, values: { b: 2 } },
    { kind: 'delete', id: 8 },
    { kind: 'unlink', id: 9 },
    { kind: 'link', id: 10 },
    { kind: 'set', ids: [] },
    { kind: 'set', ids: [1, 2] },
  ]);
});

it('takes plain ids, plain structs, and nothing', () => {
  expect(parse([3, 4])).toEqual([{ kind: 'set', ids: [3, 4] }]);
  expect(parse([{ a: 1 }])).toEqual([{ kind: 'create', values: { a: 1 } }]);
  expect(parse(false)).toEqual([{ kind: 'set', ids: [] }]);
  expect(parse([])).toEqual([{ kind: 'set', ids: [] }]);
});

it('takes a create without values for an empty record', () => {
  expect(parse([[0, 0]])).toEqual([{ kind: 'create', values: {} }]);
});

it.each([
  ['lines', 'Wrong value for sale.order.order_line: lines'],
  [7, 'Wrong value for sale.order.order_line: 7'],
  [[[9, 0, 0]], 'Wrong value for sale.order.order_line: [9, 0, 0]'],
  [['x', [4, 1]], "Wrong value for sale.order.order_line: ['x', [4, 1]]"],
])('refuses %j', (value, message) => {
  expect(() => parse(value as Value)).toThrow(message);
});
