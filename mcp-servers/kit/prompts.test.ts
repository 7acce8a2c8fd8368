import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixtureServer } from './fixtures/fixture-server.ts';
import type { PromptDefinition } from './prompts.ts';
import { startTestServer, type TestServer } from './testing.ts';

const greet: PromptDefinition = {
  name: 'greet',
  title: 'Greet somebody',
  description: 'Says hello.',
  scope: 'fixture:read',
  arguments: {
    name: { description: 'Whom', required: true },
    style: { description: 'How', required: false },
  },
  text: ({ name, style }) => `Greet ${name}${style ? ` in the style of ${style}` : ''}.`,
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ ...fixtureServer(), prompts: [greet] }, {});
});
afterAll(() => server.close());

const get = async (given: Record<string, string>, principal: object = {}, name = 'greet') => {
  const client = await server.client(principal);
  try {
    const { messages } = await client.getPrompt({ name, arguments: given });
    return messages;
  } finally {
    await client.close();
  }
};

test('prompts are listed with their arguments to who may use them', async () => {
  const client = await server.client();
  expect((await client.listPrompts()).prompts).toEqual([
    {
      name: 'greet',
      title: 'Greet somebody',
      description: 'Says hello.',
      arguments: [
        { name: 'name', description: 'Whom', required: true },
        { name: 'style', description: 'How', required: false },
      ],
      _meta: { 'mcp-first/scope': 'fixture:read' },
    },
  ]);
  await client.close();
  const other = await server.client({ scopes: ['fixture:write'] });
  expect((await other.listPrompts()).prompts).toEqual([]);
  await other.close();
});

test('a prompt is what the person would say', async () => {
  const content = (text: string) => [{ role: 'user', content: { type: 'text', text } }];
  expect(await get({ name: ' Ana ' })).toEqual(content('Greet Ana.'));
  expect(await get({ name: 'Ana', style: 'Camões' })).toEqual(content('Greet Ana in the style of Camões.'));
});

test.each([
  ['without a required argument', {}, {}, 'greet'],
  ['with an empty one', { name: ' ' }, {}, 'greet'],
  ['with one that there is not', { name: 'Ana', size: 'x' }, {}, 'greet'],
  ['with a very long one', { name: 'x'.repeat(501) }, {}, 'greet'],
  ['without the scope', { name: 'Ana' }, { scopes: ['fixture:write'] }, 'greet'],
  ['that there is not', {}, {}, 'farewell'],
])('%s it is refused', async (_name, given, principal, name) => {
  await expect(get(given, principal, name)).rejects.toMatchObject({ code: -32_602 });
});

test('a server without prompts does not claim to have any', async () => {
  const plain = await startTestServer(fixtureServer(), {});
  const client = await plain.client();
  expect(client.getServerCapabilities()).not.toHaveProperty('prompts');
  await client.close();
  await plain.close();
});
