import { describe, expect, test } from 'vitest';
import type { OdooOperation } from './transport.ts';
import { readUserContext } from './user-context.ts';

const contextOf = (answer: unknown) => readUserContext({ execute: async () => answer });

describe('readUserContext', () => {
  test('gives language and time zone of the user', async () => {
    const answer = { lang: 'pt_BR', tz: 'America/Sao_Paulo', uid: 2 };
    expect(await contextOf(answer)).toEqual({ lang: 'pt_BR', tz: 'America/Sao_Paulo' });
  });

  test('leaves out what the user has not chosen', async () => {
    expect(await contextOf({ lang: false, tz: false })).toEqual({});
    expect(await contextOf({})).toEqual({});
  });

  test('asks for nothing but this', async () => {
    const operations: OdooOperation[] = [];
    await readUserContext({
      async execute(operation) {
        operations.push(operation);
        return {};
      },
    });
    expect(operations).toEqual([{ model: 'res.users', method: 'context_get', mode: 'read' }]);
  });
});
