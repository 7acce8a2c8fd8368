import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxQdrant, startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { type RawQdrant, rawQdrant } from '#sandbox/qdrant/testing/raw-qdrant.ts';
import { type QdrantSnapshots, qdrantSnapshots } from './snapshots.ts';

const folder = mkdtempSync(join(tmpdir(), 'snapshots-'));
const path = join(folder, 'products.snapshot');
let source: SandboxQdrant;
let target: SandboxQdrant;
let raw: RawQdrant;
let snapshots: QdrantSnapshots;
let fresh: QdrantSnapshots;
beforeAll(async () => {
  [source, target] = [await startSandboxQdrant({ apiKey: 'key' }), await startSandboxQdrant()];
  raw = rawQdrant(source.url, 'key');
  [snapshots, fresh] = [qdrantSnapshots(source), qdrantSnapshots(target)];
  await raw.call('PUT', '/collections/products-1', { sparse_vectors: { words: { modifier: 'idf' } } });
  await raw.call('PUT', '/collections/products-1/points?wait=true', {
    points: [1, 2, 3].map((id) => ({ id, payload: {}, vector: { words: { indices: [id], values: [1] } } })),
  });
  await raw.call('POST', '/collections/aliases', {
    actions: [{ create_alias: { alias_name: 'products', collection_name: 'products-1' } }],
  });
});
afterAll(async () => {
  await Promise.all([source.close(), target.close()]);
  rmSync(folder, { recursive: true });
});

test('what is there is told', async () => {
  expect(await snapshots.collections()).toEqual(['products-1']);
  expect(await snapshots.aliases()).toEqual({ products: 'products-1' });
  expect(await snapshots.countPoints('products-1')).toBe(3);
});

test('a collection moves to an empty Qdrant, with its aliases', async () => {
  await snapshots.download('products-1', path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect((await raw.call<unknown[]>('GET', '/collections/products-1/snapshots')).result).toEqual([]);

  await fresh.upload('products-1', path);
  await fresh.pointAliases(await snapshots.aliases());
  expect(await fresh.aliases()).toEqual({ products: 'products-1' });
  expect(await fresh.countPoints('products')).toBe(3);
});

test('no aliases are no request', async () => {
  target.faults.next('server_error');
  await fresh.pointAliases({});
  target.faults.clear();
});

test('failures say what failed, and never the key', async () => {
  const wrong = qdrantSnapshots({ url: source.url, apiKey: 'another' });
  await expect(wrong.collections()).rejects.toMatchObject({
    code: 'qdrant_snapshot_failed',
    message: 'Qdrant cannot be copied: it answered 401 (GET /collections).',
  });
  await expect(qdrantSnapshots({ url: 'http://127.0.0.1:1' }).collections()).rejects.toThrow(
    'cannot be reached',
  );
  await expect(snapshots.download('missing', path)).rejects.toThrow('it answered 404');
  writeFileSync(path, 'damaged');
  await expect(fresh.upload('products-1', path)).rejects.toThrow('it answered 400');
  expect(await fresh.countPoints('products')).toBe(3);
  expect(readdirSync(folder)).toEqual(['products.snapshot']);
});
