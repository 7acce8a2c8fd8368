import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NotFoundError } from '#errors/errors.ts';
import { fixtureServer } from './fixtures/fixture-server.ts';
import { matchTemplate, type ResourceTemplateDefinition } from './resource-templates.ts';
import { startTestServer, type TestServer } from './testing.ts';

const pages: ResourceTemplateDefinition<unknown> = {
  uriTemplate: 'fixture://pages/{book}/{page}',
  name: 'page',
  title: 'Page',
  description: 'A page of a book.',
  scope: 'fixture:read',
  async read({ book, page }) {
    if (page === '0') throw new NotFoundError('There is no page 0.');
    return page === 'cover'
      ? { mimeType: 'image/png', blob: 'aGk=' }
      : { mimeType: 'text/plain', text: `${book}, ${page}` };
  },
  complete: {
    book: async (value) => ['atlas', 'bible'].filter((book) => book.startsWith(value)),
    page: async (_value, { book }) => Array.from({ length: 150 }, (_, index) => `${book}-${index}`),
  },
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ ...fixtureServer(), resourceTemplates: [pages] }, {});
});
afterAll(() => server.close());

describe('resource templates', () => {
  test('are listed to who may read them', async () => {
    const listed = async (principal: object) => {
      const client = await server.client(principal);
      const { resourceTemplates } = await client.listResourceTemplates();
      await client.close();
      return resourceTemplates.map(({ uriTemplate }) => uriTemplate);
    };
    expect(await listed({})).toEqual([pages.uriTemplate]);
    expect(await listed({ scopes: ['fixture:write'] })).toEqual([]);
  });

  test('are read as text and as files', async () => {
    const client = await server.client();
    const read = async (uri: string) => (await client.readResource({ uri })).contents[0];
    expect(await read('fixture://pages/atlas/7')).toEqual({
      uri: 'fixture://pages/atlas/7',
      mimeType: 'text/plain',
      text: 'atlas, 7',
    });
    expect(await read('fixture://pages/atlas/cover')).toMatchObject({ mimeType: 'image/png', blob: 'aGk=' });
    expect(await read('fixture://greeting')).toMatchObject({ text: 'olá' });
    await expect(read('fixture://pages/atlas/0')).rejects.toMatchObject({ code: -32_602 });
    await expect(read('fixture://pages/atlas')).rejects.toMatchObject({ code: -32_602 });
    await client.close();
  });

  test('without the scope they do not exist', async () => {
    const client = await server.client({ scopes: ['fixture:write'] });
    await expect(client.readResource({ uri: 'fixture://pages/atlas/7' })).rejects.toMatchObject({
      code: -32_602,
    });
    await client.close();
  });

  test('their variables are completed, a hundred values at most', async () => {
    const client = await server.client();
    const complete = async (name: string, value: string, given: Record<string, string> = {}) => {
      const ref = { type: 'ref/resource' as const, uri: pages.uriTemplate };
      const answer = await client.complete({ ref, argument: { name, value }, context: { arguments: given } });
      return answer.completion;
    };
    expect(await complete('book', 'a')).toMatchObject({ values: ['atlas'], hasMore: false });
    const many = await complete('page', '', { book: 'bible' });
    expect(many.values).toHaveLength(100);
    expect(many).toMatchObject({ hasMore: true });
    expect(many.values[0]).toBe('bible-0');
    expect(await complete('chapter', 'x')).toMatchObject({ values: [] });
    await client.close();
  });

  test('a server without any does not claim to complete', async () => {
    const plain = await startTestServer(fixtureServer(), {});
    const client = await plain.client();
    expect(client.getServerCapabilities()).not.toHaveProperty('completions');
    expect((await client.listResourceTemplates()).resourceTemplates).toEqual([]);
    await client.close();
    await plain.close();
  });
});

describe('matchTemplate', () => {
  test.each([
    ['fixture://pages/atlas/7', { book: 'atlas', page: '7' }],
    ['fixture://pages/a%20b/7', { book: 'a b', page: '7' }],
    ['fixture://pages/atlas', undefined],
    ['fixture://pages/atlas/7/8', undefined],
    ['fixture://pages//7', undefined],
    ['fixture://pages/%/7', undefined],
    ['fixture://books/atlas/7', undefined],
    ['other://pages/atlas/7', undefined],
  ])('%s', (uri, variables) => {
    expect(matchTemplate(pages.uriTemplate, uri)).toEqual(variables);
  });
});
