import { beforeAll, describe, expect, test } from 'vitest';
import type { RawQdrant } from './raw-qdrant.ts';

/** What Qdrant does with collections, payload indexes and aliases. */
export function describeCollections(connect: () => RawQdrant): void {
  describe('collections', () => {
    let qdrant: RawQdrant;
    let name: string;
    const config = {
      vectors: { dense: { size: 4, distance: 'Cosine' } },
      sparse_vectors: { bm25: { modifier: 'idf' }, plain: {} },
      metadata: { analyser: 'pt-1' },
    };
    beforeAll(async () => {
      qdrant = connect();
      name = qdrant.newName();
      const created = await qdrant.call('PUT', `/collections/${name}`, config);
      expect(created).toMatchObject({ status: 200, result: true });
    });

    test('tells its version', async () => {
      const response = await fetch(qdrant.url);
      expect(await response.json()).toMatchObject({
        title: 'qdrant - vector search engine',
        version: expect.stringMatching(/^1\.\d+\.\d+/),
      });
    });

    test.each(['/healthz', '/livez', '/readyz'])('%s is open and passes', async (path) => {
      expect((await fetch(new URL(path, qdrant.url))).status).toBe(200);
    });

    test('a collection exists once it is created, and is listed', async () => {
      const { result } = await qdrant.call('GET', `/collections/${name}/exists`);
      expect(result).toEqual({ exists: true });
      const { result: other } = await qdrant.call('GET', `/collections/${qdrant.newName()}/exists`);
      expect(other).toEqual({ exists: false });
      const list = await qdrant.call<{ collections: { name: string }[] }>('GET', '/collections');
      expect(list.result.collections).toContainEqual({ name });
    });

    test('describes what it was created with', async () => {
      const { result } = await qdrant.call('GET', `/collections/${name}`);
      expect(result).toMatchObject({
        status: 'green',
        points_count: 0,
        config: {
          params: { vectors: config.vectors, sparse_vectors: { bm25: { modifier: 'idf' } } },
          metadata: config.metadata,
        },
      });
    });

    test('creating it twice is a conflict', async () => {
      const { status, error } = await qdrant.call('PUT', `/collections/${name}`, config);
      expect({ status, error }).toEqual({
        status: 409,
        error: `Wrong input: Collection \`${name}\` already exists!`,
      });
    });

    test('a missing collection is 404 everywhere', async () => {
      const missing = qdrant.newName();
      const error = `Not found: Collection \`${missing}\` doesn't exist!`;
      const calls: [string, string, unknown?][] = [
        ['GET', ''],
        ['PUT', '/index', { field_name: 'a', field_schema: 'keyword' }],
        ['POST', '/points/query', { query: [1] }],
        ['POST', '/points/scroll', {}],
        ['POST', '/points/count', {}],
        ['POST', '/facet', { key: 'a' }],
        ['POST', '/points', { ids: [1] }],
        ['PUT', '/points?wait=true', { points: [{ id: 1, vector: {} }] }],
        ['POST', '/points/delete?wait=true', { points: [1] }],
      ];
      for (const [method, path, body] of calls) {
        const answer = await qdrant.call(method, `/collections/${missing}${path}`, body);
        expect({ path, status: answer.status, error: answer.error }).toEqual({ path, status: 404, error });
      }
      expect(await qdrant.call('DELETE', `/collections/${missing}`)).toMatchObject({ result: false });
    });

    test('keeps payload indexes with their parameters', async () => {
      const schema = { type: 'keyword', is_tenant: true };
      const { result } = await qdrant.call('PUT', `/collections/${name}/index?wait=true`, {
        field_name: 'tenant',
        field_schema: schema,
      });
      expect(result).toMatchObject({ status: 'completed' });
      const { result: info } = await qdrant.call('GET', `/collections/${name}`);
      expect(info).toMatchObject({
        payload_schema: { tenant: { data_type: 'keyword', params: schema, points: 0 } },
      });
    });

    test('malformed bodies are 400', async () => {
      const { status, error } = await qdrant.call('PUT', `/collections/${qdrant.newName()}`, {
        vectors: { size: 'four', distance: 'Cosine' },
      });
      expect(status).toBe(400);
      expect(error).toMatch(/^Format error in JSON body/);
    });
  });

  describe('aliases', () => {
    test('stand for a collection and move to another in one step', async () => {
      const qdrant = connect();
      const [first, second, alias] = [qdrant.newName(), qdrant.newName(), qdrant.newName()];
      for (const name of [first, second]) await qdrant.call('PUT', `/collections/${name}`, {});
      const change = (...actions: object[]) => qdrant.call('POST', '/collections/aliases', { actions });
      const target = async () => {
        const { result } = await qdrant.call<{ aliases: unknown[] }>('GET', '/aliases');
        return result.aliases.filter((entry) => (entry as { alias_name: string }).alias_name === alias);
      };

      await change({ create_alias: { collection_name: first, alias_name: alias } });
      expect(await target()).toEqual([{ alias_name: alias, collection_name: first }]);
      expect(await qdrant.call('GET', `/collections/${alias}/exists`)).toMatchObject({
        result: { exists: true },
      });
      await change(
        { delete_alias: { alias_name: alias } },
        { create_alias: { collection_name: second, alias_name: alias } },
      );
      expect(await target()).toEqual([{ alias_name: alias, collection_name: second }]);
      const { result } = await qdrant.call('GET', `/collections/${second}/aliases`);
      expect(result).toEqual({ aliases: [{ alias_name: alias, collection_name: second }] });
      await qdrant.call('DELETE', `/collections/${second}`);
      expect(await target()).toEqual([]);
    });

    test('cannot stand for nothing, nor hide a collection', async () => {
      const qdrant = connect();
      const [name, missing] = [qdrant.newName(), qdrant.newName()];
      await qdrant.call('PUT', `/collections/${name}`, {});
      const create = (collection_name: string, alias_name: string) =>
        qdrant.call('POST', '/collections/aliases', {
          actions: [{ create_alias: { collection_name, alias_name } }],
        });
      expect((await create(missing, qdrant.newName())).status).toBe(404);
      expect((await create(name, name)).status).toBe(409);
    });
  });
}
