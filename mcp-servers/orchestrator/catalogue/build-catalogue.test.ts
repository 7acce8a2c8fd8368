import { describe, expect, test } from 'vitest';
import type { Tool } from '#adapters/mcp/sdk.ts';
import { upstreamAt } from '../testing/test-gateway.ts';
import type { Upstream } from '../upstreams/open-upstream.ts';
import { emptyOffer, type Offer } from '../upstreams/read-offer.ts';
import { buildCatalogue } from './build-catalogue.ts';
import { lockOf } from './lockfile.ts';

const tool = (name: string, more: Partial<Tool> = {}): Tool => ({
  name,
  inputSchema: { type: 'object' },
  ...more,
});

function upstream(name: string, offer: Partial<Offer>, more: Partial<Upstream['settings']> = {}): Upstream {
  const settings = upstreamAt('http://127.0.0.1:1/mcp', { name, prefix: name, ...more });
  return { settings, offer: () => ({ ...emptyOffer, ...offer }) } as Upstream;
}

describe('names', () => {
  test('are in the order of the settings, then by name, whatever order the upstream has', () => {
    const [one, other] = [
      ['b', 'a', 'c'],
      ['c', 'b', 'a'],
    ].map((names) =>
      buildCatalogue(
        [upstream('z', { tools: names.map((name) => tool(name)) }), upstream('y', { tools: [tool('a')] })],
        {},
      ),
    );
    expect([...(one?.tools.keys() ?? [])]).toEqual(['z_a', 'z_b', 'z_c', 'y_a']);
    expect([...(other?.tools.keys() ?? [])]).toEqual(['z_a', 'z_b', 'z_c', 'y_a']);
  });

  test('without a prefix stay as they are', () => {
    const { tools } = buildCatalogue([upstream('bare', { tools: [tool('go')] }, { prefix: '' })], {});
    expect(tools.get('go')).toMatchObject({ name: 'go', ownName: 'go', listing: { name: 'go' } });
  });

  test('that collide, are too long or not MCP’s are left out and told', () => {
    const { tools, problems } = buildCatalogue(
      [
        upstream('bare', { tools: [tool('shop_go')] }, { prefix: '' }),
        upstream('shop', { tools: [tool('go'), tool('x'.repeat(60)), tool('ação'), tool('fine')] }),
      ],
      {},
    );
    expect([...tools.keys()]).toEqual(['shop_go', 'shop_fine']);
    expect(tools.get('shop_go')?.upstream.settings.name).toBe('bare');
    expect(problems.length).toBe(3);
    expect(problems.join()).toContain('tool shop_go of shop: bare has that name already');
    expect(problems.join()).toContain('at most 64');
  });

  test('of resources are addresses, and belong to whom has them first', () => {
    const resources = [{ uri: 'x://1', name: 'one' }];
    const catalogue = buildCatalogue([upstream('a', { resources }), upstream('b', { resources })], {});
    expect(catalogue.resources.get('x://1')?.upstream.settings.name).toBe('a');
    expect(catalogue.problems).toEqual(['resource x://1 of b: a has that address already']);
  });
});

test('only allowed tools are offered', () => {
  const tools = ['get_a', 'get_b', 'delete_a'].map((name) => tool(name));
  const catalogue = buildCatalogue([upstream('a', { tools }, { tools: ['get_*'] })], {});
  expect([...catalogue.tools.keys()]).toEqual(['a_get_a', 'a_get_b']);
  expect(catalogue.quarantined.size).toBe(0);
});

describe('the lock', () => {
  const tools = [tool('same', { title: 'Same' }), tool('changed', { title: 'Before' })];
  const lock = { a: lockOf(tools) };
  const offer = {
    tools: [tool('same', { title: 'Same' }), tool('changed', { title: 'After' }), tool('new')],
  };

  test('sets aside what has changed, and what is new unless that is trusted', () => {
    const strict = buildCatalogue([upstream('a', offer, { trust: 'lock' })], lock);
    expect([...strict.tools.keys()]).toEqual(['a_same']);
    expect([...strict.quarantined.values()].map(({ name, reason }) => [name, reason])).toEqual([
      ['a_changed', 'is not what the lockfile says'],
      ['a_new', 'is not in the lockfile'],
    ]);
    expect([...buildCatalogue([upstream('a', offer)], lock).tools.keys()]).toEqual(['a_new', 'a_same']);
  });

  test('is of what the upstream says, before it is cleaned', () => {
    const hidden = tool('t', { description: 'Fine.\u202e' });
    const { tools: found } = buildCatalogue([upstream('a', { tools: [hidden] }, { trust: 'lock' })], {
      a: lockOf([hidden]),
    });
    expect(found.get('a_t')?.listing.description).toBe('Fine.');
    const cleaned = tool('t', { description: 'Fine.' });
    expect(
      buildCatalogue([upstream('a', { tools: [cleaned] })], { a: lockOf([hidden]) }).quarantined.size,
    ).toBe(1);
  });
});

test('descriptions, titles and schemas are cleaned', () => {
  const dirty = tool('t', {
    title: 'T\u0007',
    inputSchema: { type: 'object', properties: { a: { type: 'string', description: '\u2066x\u2069' } } },
  });
  const { tools, prompts } = buildCatalogue(
    [upstream('a', { tools: [dirty], prompts: [{ name: 'p', description: '\u202ep' }] })],
    {},
  );
  expect(JSON.stringify(tools.get('a_t')?.listing)).not.toMatch(/\\u|[\u2066\u2069]/);
  expect(prompts.get('a_p')).toMatchObject({ ownName: 'p', listing: { name: 'a_p', description: 'p' } });
});

test.each([
  [{}, {}, { writes: true, repeatable: false, ttlSeconds: 0, scope: undefined }],
  [{ readOnlyHint: true }, { 'mcp-first/ttl': 30 }, { writes: false, repeatable: true, ttlSeconds: 30 }],
  [{ idempotentHint: true }, { 'mcp-first/ttl': 30 }, { writes: true, repeatable: true, ttlSeconds: 0 }],
  [
    { readOnlyHint: true },
    { 'mcp-first/ttl': -1, 'mcp-first/scope': 7 },
    { ttlSeconds: 0, scope: undefined },
  ],
  [{ readOnlyHint: true }, { 'mcp-first/scope': 'a:read' }, { scope: 'a:read' }],
])('annotations %j and _meta %j', (annotations, _meta, expected) => {
  const { tools } = buildCatalogue([upstream('a', { tools: [tool('t', { annotations, _meta })] })], {});
  expect(tools.get('a_t')).toMatchObject(expected);
});
