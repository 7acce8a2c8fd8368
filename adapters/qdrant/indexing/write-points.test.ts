import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAnalyser } from '../analyser/analyser.ts';
import { noSignal, sandboxStand } from '../testing/stand.ts';
import { comparePoints } from './compare-points.ts';
import { createFirstCollection } from './create-collection.ts';
import { documentPoints } from './document-points.ts';
import { deleteOtherParts, overwritePayloads, writePoints } from './write-points.ts';

let stand: Awaited<ReturnType<typeof sandboxStand>>;
beforeEach(async () => {
  stand = await sandboxStand();
  const settings = { analyser: 'pt-1', embedder: undefined };
  await createFirstCollection(stand.connection, 'products', settings, noSignal);
});
afterEach(() => stand.close());

const analyser = createAnalyser();
const long = ['um', 'dois', 'três'].map((word) => `${word} ${'palavra '.repeat(140).trim()}.`).join('\n\n');
const pointsOf = (more: object = {}, tenant = 'shop') =>
  documentPoints(
    { id: '1', title: 'Manual', text: long, ...more },
    { tenant, collection: 'products', analyser },
  );
const compare = (points: ReturnType<typeof pointsOf>) =>
  comparePoints(stand.connection, 'products', points, noSignal);
const write = (points: ReturnType<typeof pointsOf>) =>
  writePoints(stand.connection, 'products', points, noSignal);

async function stored(): Promise<unknown[]> {
  const { points } = await stand.connection.call(
    'read',
    (api) => (init) => api.scrollPoints({ collection_name: 'products', with_payload: true }, init),
    noSignal,
  );
  return points.map(({ payload }) => payload);
}

test('what was written is found equal; what was not, is new', async () => {
  const points = pointsOf();
  expect(await compare(points)).toEqual({ rewritten: points, payloadOnly: [] });
  await write(points);
  expect(await compare(points)).toEqual({ rewritten: [], payloadOnly: [] });
});

test('a price differs beside the vectors, a name in them', async () => {
  await write(pointsOf());
  const dearer = pointsOf({ price: 9 });
  expect(await compare(dearer)).toEqual({ rewritten: [], payloadOnly: dearer });
  const renamed = pointsOf({ title: 'Guia' });
  expect(await compare(renamed)).toEqual({ rewritten: renamed, payloadOnly: [] });
});

test('points without hashes, as older versions wrote them, are written anew', async () => {
  const points = pointsOf();
  const old = points.map(({ id, vector }) => ({ id, vector, payload: { tenant: 'shop', id: '1' } }));
  await writePoints(stand.connection, 'products', old, noSignal);
  expect((await compare(points)).rewritten).toHaveLength(points.length);
});

test('a payload is replaced whole, and its vectors stay', async () => {
  await write(pointsOf({ brand: 'Vulcano', price: 1 }));
  const changed = pointsOf({ price: 2 });
  await overwritePayloads(stand.connection, 'products', changed, noSignal);
  for (const payload of await stored()) {
    expect(payload).toMatchObject({ price: 2 });
    expect(payload).not.toHaveProperty('brand');
  }
  const found = await stand
    .storeOf('shop')
    .search({ collection: 'products', query: 'manual', limit: 1 }, noSignal);
  expect(found.hits).toHaveLength(1);
});

test('more payloads than one request takes', async () => {
  const many = Array.from({ length: 450 }, (_, id) => pointsOf({ id: String(id), text: '' })).flat();
  await write(many);
  const dearer = many.map((point) => ({ ...point, payload: { ...point.payload, price: 5 } }));
  await overwritePayloads(stand.connection, 'products', dearer, noSignal);
  expect((await compare(many)).rewritten).toEqual([]);
});

describe('the parts that a document no longer has', () => {
  test('are deleted, those that it has stay', async () => {
    const points = pointsOf();
    await write(points);
    expect(points.length).toBeGreaterThan(2);
    await deleteOtherParts(stand.connection, 'products', points.slice(0, 1), 'shop', noSignal);
    expect(await stored()).toHaveLength(1);
  });

  test('of another tenant are not touched', async () => {
    await write(pointsOf({}, 'other'));
    await deleteOtherParts(stand.connection, 'products', pointsOf().slice(0, 1), 'shop', noSignal);
    expect(await stored()).toHaveLength(pointsOf().length);
  });
});

test('nothing to write is no request', async () => {
  stand.sandbox.faults.next('server_error', 3);
  await write([]);
  await overwritePayloads(stand.connection, 'products', [], noSignal);
  await deleteOtherParts(stand.connection, 'products', [], 'shop', noSignal);
});
