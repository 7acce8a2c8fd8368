import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphNames } from '#graphs/catalogue.ts';
import { dotOf } from '../draw-svg.ts';
import { call, serveCrews } from '../testing/serve-crews.ts';

let crews: Awaited<ReturnType<typeof serveCrews>>;
beforeAll(async () => {
  crews = await serveCrews();
});
afterAll(() => crews.close());

interface Described {
  name: string;
  input: { properties: object };
  output: { properties: object };
  context: { properties: object };
}

describe('the list of graphs', () => {
  test('tells what each takes and gives, for any valid token', async () => {
    const { status, body } = await call(crews, '/graphs', { scopes: [] });
    expect(status).toBe(200);
    const graphs = body.graphs as Described[];
    expect(graphs.map(({ name }) => name)).toEqual(graphNames);
    const support = graphs.find(({ name }) => name === 'support');
    expect(support?.input.properties).toMatchObject({ messages: { type: 'array' } });
    expect(support?.output.properties).toMatchObject({
      messages: { items: { properties: { role: {}, content: {} } } },
      reply: { type: 'string' },
    });
    expect(Object.keys(support?.context.properties ?? {})).toEqual(
      expect.arrayContaining(['contact', 'conversation']),
    );
    expect(support?.context.properties).not.toHaveProperty('tenant');
  });

  test('needs a token', async () => {
    expect((await fetch(new URL('/graphs', crews.url))).status).toBe(401);
  });
});

describe('the drawing of a graph', () => {
  const draw = (accept: string, name = 'support') =>
    call(crews, `/graphs/${name}/drawing`, { headers: { accept } });

  test('is SVG or Mermaid, as the caller prefers', async () => {
    const svg = await draw('image/svg+xml');
    expect(svg.type).toContain('image/svg+xml');
    expect(svg.text).toContain('<svg');
    expect(svg.text).toContain('>say<');
    const mermaid = await draw('text/vnd.mermaid');
    expect(mermaid.type).toContain('text/vnd.mermaid');
    expect(mermaid.text).toContain('graph TD');
    expect((await draw('text/plain')).text).toBe(mermaid.text);
    expect((await draw('*/*')).type).toContain('image/svg+xml');
    expect(mermaid.headers.get('vary')).toContain('Accept');
  });

  test('is drawn once', async () => {
    expect((await draw('image/svg+xml')).text).toBe((await draw('image/svg+xml')).text);
  });

  test('is not there in other kinds, nor of other graphs', async () => {
    expect(await draw('image/png')).toMatchObject({ status: 406, body: { code: 'not_acceptable' } });
    expect(await draw('image/svg+xml', 'nonsense')).toMatchObject({ status: 404 });
  });

  test('frames subgraphs, dashes conditional edges, and takes names as they are', () => {
    const node = (id: string) => [id, { id, name: id, data: {} }];
    const nodes = Object.fromEntries(['__start__', 'a', 'b:c', 'b:d:e', 'q"\\'].map(node));
    const edges = [
      { source: '__start__', target: 'a' },
      { source: 'a', target: 'b:c', conditional: true },
    ];
    const dot = dotOf({ nodes, edges } as unknown as Parameters<typeof dotOf>[0]);
    expect(dot).toContain('subgraph "cluster_b" {');
    expect(dot).toContain('subgraph "cluster_b:d" {');
    expect(dot).toContain('"b:d:e" [label="e"]');
    expect(dot).toContain('"__start__" [label="start", shape=oval');
    expect(dot).toContain('"a" -> "b:c" [style=dashed]');
    expect(dot).toContain('"__start__" -> "a"\n');
    expect(dot).toContain('"q\\"\\\\" [label="q\\"\\\\"]');
  });
});
