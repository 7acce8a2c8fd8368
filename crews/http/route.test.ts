import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { problemOf } from './problem-of.ts';
import { check, defineRoute, type RawRequest } from './route.ts';
import { orderOf } from './run-order.ts';
import { patienceOf } from './schemas/invocation-schema.ts';
import type { CrewsServices } from './services.ts';

const principal = { subject: 'test', tenant: 'acme', scopes: [] };
const request = (fields: Partial<RawRequest>): RawRequest => ({
  params: {},
  query: {},
  headers: {},
  body: undefined,
  principal,
  gone: new AbortController().signal,
  accepts: () => undefined,
  ...fields,
});
const services = {} as CrewsServices;
const facts = {
  operation: 'test',
  method: 'get' as const,
  path: '/x/{id}',
  tag: 'Runs' as const,
  summary: 'A test.',
  answers: {},
};

describe('a route', () => {
  const route = defineRoute({
    ...facts,
    hint: 'Send {"a": 1}.',
    params: z.object({ id: z.uuid() }),
    query: z.object({ limit: z.coerce.number().default(10) }),
    body: z.strictObject({ a: z.int(), b: z.int().optional() }),
    handle: ({ params, query, body, principal: { tenant } }) => ({
      status: 200,
      json: { params, query, body, tenant },
    }),
  });
  const id = '5e1f3c1a-8a55-4f1e-8f7e-0c1f4a2b9d10';

  test('gets what its schemas say', async () => {
    expect(await route.answer(request({ params: { id }, body: { a: 1 } }), services)).toEqual({
      status: 200,
      json: { params: { id }, query: { limit: 10 }, body: { a: 1 }, tenant: 'acme' },
    });
  });

  test.each([
    ['the address', { params: { id: '1' }, body: { a: 1 } }, /address.*id: Invalid UUID/],
    ['the query', { params: { id }, query: { limit: 'x' }, body: { a: 1 } }, /query.*limit/],
    ['the body', { params: { id }, body: { a: 'x' } }, /body.*a: /],
    ['a body that is missing', { params: { id } }, /body.*body: /],
    ['a field that is unknown', { params: { id }, body: { a: 1, c: 2 } }, /"c"/],
  ])('refuses %s that is wrong, and says how to mend it', (_, fields, message) => {
    expect(() => route.answer(request(fields), services)).toThrow(message);
  });

  test('a wrong body is mended by the route’s own hint, the rest by the description', () => {
    const fixOf = (fields: Partial<RawRequest>) => {
      try {
        route.answer(request(fields), services);
        return undefined;
      } catch (error) {
        return (error as InputError).fix;
      }
    };
    expect(fixOf({ params: { id }, body: {} })).toBe('Send {"a": 1}.');
    expect(fixOf({ params: {}, body: { a: 1 } })).toContain('/openapi.json');
  });

  test('without schemas gets nothing', async () => {
    const bare = defineRoute({
      ...facts,
      handle: ({ body, query }) => ({ status: 200, json: { body, query } }),
    });
    expect(await bare.answer(request({ body: 'x', query: { a: '1' } }), services)).toEqual({
      status: 200,
      json: { body: undefined, query: undefined },
    });
  });

  test('tells of at most four faults', () => {
    const many = z.object(Object.fromEntries([...'abcdef'].map((name) => [name, z.string()])));
    expect(() => check(many, {}, { what: 'body' })).toThrow(
      /^The body is wrong\. a: [^;]*(; [bcd]: [^;]*){3}$/,
    );
  });
});

describe('Prefer', () => {
  test.each([
    [undefined, 120_000],
    ['respond-async', 0],
    ['Respond-Async, wait=10', 0],
    ['wait=10', 10_000],
    ['handling=lenient; wait = "7"', 7_000],
    ['wait=9999', 120_000],
    ['wait=0', 0],
    ['return=minimal', 120_000],
  ])('%s: %i ms', (prefer, milliseconds) => {
    expect(patienceOf(prefer === undefined ? {} : { prefer })).toBe(milliseconds);
  });
});

describe('the order of a run', () => {
  const asked = {
    graph: 'support' as const,
    principal,
    streamModes: [],
    double_texting: 'enqueue' as const,
    input: { messages: [{ role: 'user', content: 'olá' }] },
  };

  test('is of the tenant of the token, on a new thread where none is named', () => {
    const order = orderOf(asked, { webhooks: false });
    expect(order).toMatchObject({ tenant: 'acme', graph: 'support', input: asked.input, context: {} });
    expect(order.threadId).toMatch(/^[0-9a-f-]{36}$/);
    expect(order.id).not.toBe(order.threadId);
  });

  test('has a webhook only where one can be signed', () => {
    const webhook = 'https://example.com/hook';
    expect(orderOf({ ...asked, webhook }, { webhooks: true })).toMatchObject({ webhook });
    expect(() => orderOf({ ...asked, webhook }, { webhooks: false })).toThrow(InputError);
  });
});

test('problems have the status of their code; what is not known is 503 where it may pass, otherwise 500', () => {
  const problem = (code: string, retryable = false) => problemOf({ code, message: 'm', retryable });
  expect(problem('key_reused')).toEqual({
    type: 'urn:mcp-first:problem:key_reused',
    title: 'm',
    status: 422,
    code: 'key_reused',
    retryable: false,
  });
  expect(problem('not_waiting').status).toBe(409);
  expect(problem('something').status).toBe(500);
  expect(problem('something', true).status).toBe(503);
  expect(problemOf({ code: 'not_found', message: 'm', retryable: false, fix: 'f' }).detail).toBe('f');
});
