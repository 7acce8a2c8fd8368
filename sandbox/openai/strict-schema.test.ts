import { expect, test } from 'vitest';
import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { checkStrictSchema } from './strict-schema.ts';

const check = (schema: Record<string, unknown>) => checkStrictSchema(schema, "function 'order'");
const closed = { type: 'object', additionalProperties: false };

test('what Zod makes of required and nullable properties passes', () => {
  const schema = z.object({
    lines: z.array(z.object({ sku: z.string(), quantity: z.number().nullable() })),
    way: z.union([z.object({ kind: z.literal('a') }), z.string()]),
  });
  expect(() => check(z.toJSONSchema(schema))).not.toThrow();
});

test('an optional property does not', () => {
  const schema = z.toJSONSchema(z.object({ sku: z.string(), note: z.string().optional() }));
  expect(() => check(schema)).toThrow(InputError);
  expect(() => check(schema)).toThrow(/function 'order': In context=\(\), 'required'.*Missing 'note'/);
});

test('an open object does not, wherever it is', () => {
  const open = { type: 'object', properties: {} };
  expect(() => check(open)).toThrow(/'additionalProperties'/);
  const places = [
    { ...closed, properties: { a: open }, required: ['a'] },
    { type: 'array', items: open },
    { anyOf: [{ type: 'string' }, open] },
    { $ref: '#/$defs/a', $defs: { a: open } },
  ];
  for (const schema of places) expect(() => check(schema)).toThrow(/'additionalProperties'/);
});

test('the path of the problem is named', () => {
  const schema = {
    ...closed,
    properties: { a: { type: 'array', items: { type: 'object' } } },
    required: ['a'],
  };
  expect(() => check(schema)).toThrow("In context=('a', 'items')");
});
