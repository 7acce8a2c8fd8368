import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxQdrant, startSandboxQdrant } from '../start.ts';
import { type RawQdrant, rawQdrant } from '../testing/raw-qdrant.ts';

let sandbox: SandboxQdrant;
let qdrant: RawQdrant;
beforeAll(async () => {
  sandbox = await startSandboxQdrant();
  qdrant = rawQdrant(sandbox.url);
  await qdrant.call('PUT', '/collections/shop', {
    vectors: { dense: { size: 2, distance: 'Cosine' } },
    sparse_vectors: { words: { modifier: 'idf' } },
  });
  await qdrant.call('PUT', '/collections/shop/index', { field_name: 'tenant', field_schema: 'keyword' });
  await qdrant.call('PUT', '/collections/shop/points?wait=true', {
    points: [
      { id: 1, payload: { tenant: 'a' }, vector: { dense: [1, 0], words: { indices: [7], values: [1] } } },
      { id: 2, payload: { tenant: 'b' }, vector: { dense: [0, 1], words: { indices: [9], values: [1] } } },
    ],
  });
});
afterAll(() => sandbox.close());

interface Description {
  name: string;
  size: number;
  checksum: string;
}

const bytesOf = async (name: string) => {
  const response = await fetch(`${sandbox.url}/collections/shop/snapshots/${name}`);
  return Buffer.from(await response.arrayBuffer());
};
const upload = (collection: string, bytes: Buffer, query = '') => {
  const form = new FormData();
  form.set('snapshot', new Blob([new Uint8Array(bytes)]), 'shop.snapshot');
  const address = `${sandbox.url}/collections/${collection}/snapshots/upload${query}`;
  return fetch(address, { method: 'POST', body: form });
};

test('a collection comes back from its snapshot, with vectors, indexes and search', async () => {
  const { result } = await qdrant.call<Description>('POST', '/collections/shop/snapshots');
  const bytes = await bytesOf(result.name);
  expect(bytes.length).toBe(result.size);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(result.checksum);

  expect((await upload('copy', bytes, `?wait=true&checksum=${result.checksum}`)).status).toBe(200);
  const query = { query: { indices: [9], values: [1] }, using: 'words', limit: 5, with_vector: true };
  const [found, original] = await Promise.all([
    qdrant.call<{ points: unknown[] }>('POST', '/collections/copy/points/query', query),
    qdrant.call<{ points: unknown[] }>('POST', '/collections/shop/points/query', query),
  ]);
  expect(found.result.points).toHaveLength(1);
  expect(found.result.points[0]).toMatchObject({ ...(original.result.points[0] as object), version: 0 });
  const info = await qdrant.call<{ payload_schema: unknown }>('GET', '/collections/copy');
  expect(info.result.payload_schema).toMatchObject({ tenant: { data_type: 'keyword' } });
});

test('a snapshot is listed until it is removed', async () => {
  const { result } = await qdrant.call<Description>('POST', '/collections/shop/snapshots');
  const names = async () =>
    (await qdrant.call<Description[]>('GET', '/collections/shop/snapshots')).result.map(({ name }) => name);
  expect(await names()).toContain(result.name);
  await qdrant.call('DELETE', `/collections/shop/snapshots/${result.name}`);
  expect(await names()).not.toContain(result.name);
  expect((await qdrant.call('DELETE', `/collections/shop/snapshots/${result.name}`)).status).toBe(404);
});

test('what is no snapshot, or a damaged one, changes nothing', async () => {
  expect((await upload('shop', Buffer.from('nonsense'))).status).toBe(400);
  expect((await upload('shop', Buffer.from('{}'), '?checksum=00')).status).toBe(400);
  const headers = { 'content-type': 'application/json' };
  const address = `${sandbox.url}/collections/shop/snapshots/upload`;
  expect((await fetch(address, { method: 'POST', headers, body: '{}' })).status).toBe(400);
  const { result } = await qdrant.call<{ count: number }>('POST', '/collections/shop/points/count', {});
  expect(result.count).toBe(2);
});

test('a collection that is not there', async () => {
  expect((await qdrant.call('POST', '/collections/missing/snapshots')).status).toBe(404);
  expect((await qdrant.call('GET', '/collections/missing/snapshots')).status).toBe(404);
});
