import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '#adapters/mcp/testing.ts';
import { sendResult } from '#adapters/mcp/testing.ts';
import { type FakeUpstream, startFakeUpstream } from '../testing/fake-upstream.ts';
import { anybody, startTestGateway, type TestGateway, upstreamAt } from '../testing/test-gateway.ts';

const scope = (name: string) => ({ _meta: { 'mcp-first/scope': name } });
const lists: Record<string, object> = {
  'resources/list': { resources: [{ uri: 'docs://rules', name: 'rules', ...scope('docs:read') }] },
  'resources/templates/list': {
    resourceTemplates: [{ uriTemplate: 'docs://pages/{page}', name: 'pages\u202e' }],
  },
  'prompts/list': { prompts: [{ name: 'greet', ...scope('docs:read') }] },
};

const answer: Answer = ({ message: { id, method = '', params } }, response) => {
  const send = (result: object) => sendResult(response, id, result);
  if (method === 'initialize') {
    const capabilities = { tools: {}, resources: {}, prompts: {}, completions: {} };
    send({ protocolVersion: '2025-06-18', capabilities, serverInfo: { name: 'docs', version: '1' } });
  }
  if (lists[method]) send(lists[method]);
  if (method === 'resources/read') send({ contents: [{ uri: params?.uri, text: 'page\u202e' }] });
  if (method === 'prompts/get') {
    const said = JSON.stringify(params?.arguments);
    send({ messages: [{ role: 'user', content: { type: 'text', text: `${params?.name} ${said}` } }] });
  }
  if (method === 'completion/complete')
    send({ completion: { values: [JSON.stringify(params?.ref), 'b\u0007'] } });
};

let upstream: FakeUpstream;
let gateway: TestGateway;
beforeAll(async () => {
  upstream = await startFakeUpstream([], undefined, answer);
  gateway = await startTestGateway([upstreamAt(upstream.url, { name: 'docs', prefix: 'docs' })], {
    crews: { narrow: ['docs_other'] },
  });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

const { signal } = new AbortController();
const as = (more: Partial<typeof anybody> = {}) => ({ principal: { ...anybody, ...more }, signal });
const reader = { scopes: ['docs:read'] };
const stranger = { scopes: [] };

describe('resources', () => {
  test('are listed under their own addresses, to who may read them', async () => {
    const listed = async (more: object) =>
      (await gateway.provider.listResources(as(more).principal)).map(({ uri }) => uri);
    expect(await listed(reader)).toEqual(['docs://rules']);
    expect(await listed(stranger)).toEqual([]);
  });

  test('are read, cleaned, by address and by template', async () => {
    for (const uri of ['docs://rules', 'docs://pages/7']) {
      const { contents } = await gateway.provider.readResource({ uri, ...as() });
      expect(contents).toEqual([{ uri, text: 'page' }]);
    }
    await expect(
      gateway.provider.readResource({ uri: 'docs://rules', ...as(stranger) }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(gateway.provider.readResource({ uri: 'else://x', ...as() })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('templates are listed, cleaned', async () => {
    const templates = await gateway.provider.listResourceTemplates?.(anybody);
    expect(templates).toEqual([{ uriTemplate: 'docs://pages/{page}', name: 'pages' }]);
  });
});

describe('prompts', () => {
  test('are listed under the prefix, to who may use them', async () => {
    const listed = async (more: object) =>
      ((await gateway.provider.listPrompts?.(as(more).principal)) ?? []).map(({ name }) => name);
    expect(await listed(reader)).toEqual(['docs_greet']);
    expect(await listed(stranger)).toEqual([]);
    expect(await listed({ subject: 'narrow' })).toEqual([]);
  });

  test('are asked for by their own names', async () => {
    const get = async (name: string, more: object = {}) =>
      gateway.provider.getPrompt?.({ name, arguments: { to: 'Ana' }, ...as(more) });
    expect((await get('docs_greet'))?.messages).toEqual([
      { role: 'user', content: { type: 'text', text: 'greet {"to":"Ana"}' } },
    ]);
    await expect(get('greet')).rejects.toMatchObject({ code: 'not_found' });
    await expect(get('docs_greet', stranger)).rejects.toMatchObject({ code: 'not_found' });
    await expect(get('docs_greet', { subject: 'narrow' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('completion', () => {
  const complete = async (
    of: Parameters<NonNullable<typeof gateway.provider.complete>>[0]['of'],
    more = {},
  ) =>
    (await gateway.provider.complete?.({ of, variable: 'x', value: 'a', given: {}, ...as(more) }))?.completion
      .values;

  test('of a prompt is asked for by its own name', async () => {
    expect(await complete({ type: 'ref/prompt', name: 'docs_greet' })).toEqual([
      '{"type":"ref/prompt","name":"greet"}',
      'b',
    ]);
  });

  test('of a template by its address', async () => {
    const uri = 'docs://pages/{page}';
    expect(await complete({ type: 'ref/resource', uri })).toEqual([
      `{"type":"ref/resource","uri":"${uri}"}`,
      'b',
    ]);
  });

  test('of what is not there, or not allowed, is empty', async () => {
    expect(await complete({ type: 'ref/prompt', name: 'nothing' })).toEqual([]);
    expect(await complete({ type: 'ref/prompt', name: 'docs_greet' }, stranger)).toEqual([]);
    expect(await complete({ type: 'ref/resource', uri: 'else://{x}' })).toEqual([]);
  });
});
