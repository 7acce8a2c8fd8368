import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import { type SandboxQdrant, startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { connectQdrant, type QdrantConnection } from './connect-qdrant.ts';

/** The searches that go past the generated client; what `connect-qdrant.test.ts` says of the client holds for them. */
const collection = 'a name / with signs';
const noSignal = new AbortController().signal;
let sandbox: SandboxQdrant;
let connection: QdrantConnection;

beforeEach(async () => {
  sandbox = await startSandboxQdrant({ apiKey: 'the secret key' });
  connection = connectQdrant({ url: sandbox.url, apiKey: sandbox.apiKey, timeoutMs: 300 });
  await connection.call(
    'create',
    (api) => (init) =>
      api.createCollection({ collection_name: collection, vectors: { size: 2, distance: 'Dot' } }, init),
    noSignal,
  );
  await connection.call(
    'upsert',
    (api) => (init) =>
      api.upsertPoints(
        { collection_name: collection, points: [{ id: 1, vector: [1, 0], payload: {} }] },
        init,
      ),
    noSignal,
  );
});
afterEach(() => sandbox.close());

const search = (on = connection, signal = noSignal, name = collection) =>
  on.searchBatch(name, [{ query: [1, 0] }, { query: [0, 1], limit: 1 }], signal);

async function errorOf(promise: Promise<unknown>): Promise<UpstreamError> {
  const error = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UpstreamError);
  return error as UpstreamError;
}

test('has an answer for each search', async () => {
  expect(await search()).toMatchObject([{ points: [{ id: 1 }] }, { points: [{ id: 1 }] }]);
});

test('a missing collection is NotFoundError', async () => {
  await expect(search(connection, noSignal, 'missing')).rejects.toBeInstanceOf(NotFoundError);
});

describe('failures in our own words', () => {
  test.each([
    ['server_error', 'qdrant_error', true, 'Qdrant answered 500 (search).'],
    ['html_error', 'qdrant_error', true, 'Qdrant answered 502 (search).'],
    ['unavailable', 'qdrant_error', true, 'Qdrant answered 503 (search).'],
    ['rate_limit', 'qdrant_error', true, 'Qdrant answered 429 (search).'],
    ['drop', 'qdrant_unreachable', true, 'Qdrant cannot be reached (search).'],
    ['hang', 'qdrant_timeout', true, 'Qdrant did not answer within 0.3 s (search).'],
  ] as const)('%s', async (fault, code, retryable, message) => {
    sandbox.faults.next(fault);
    expect(await errorOf(search())).toMatchObject({ code, retryable, message });
    expect(await search()).toHaveLength(2);
  });

  test('a wrong key, without showing it', async () => {
    const error = await errorOf(search(connectQdrant({ url: sandbox.url, apiKey: 'another secret' })));
    expect(error).toMatchObject({ code: 'qdrant_access_denied', retryable: false });
    expect(JSON.stringify([error.message, error.fix])).not.toContain('secret');
  });

  test('nothing that listens', async () => {
    const error = await errorOf(search(connectQdrant({ url: 'http://127.0.0.1:9' })));
    expect(error.code).toBe('qdrant_unreachable');
  });

  test.each(['/elsewhere', '/healthz'])('something at %s that is not Qdrant', async (path) => {
    const other = connectQdrant({ url: `${sandbox.url}${path}`, apiKey: sandbox.apiKey });
    expect(await errorOf(search(other))).toMatchObject({ code: 'qdrant_unreadable' });
  });
});

test('ends at once when its caller leaves, with the caller’s reason', async () => {
  sandbox.faults.next('hang');
  const caller = new AbortController();
  const started = performance.now();
  setTimeout(() => caller.abort(new Error('the caller left')), 50);
  await expect(search(connection, caller.signal)).rejects.toThrow('the caller left');
  expect(performance.now() - started).toBeLessThan(250);
});
