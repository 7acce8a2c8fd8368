import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import { type SandboxQdrant, startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { countUpstreamRequests } from '#telemetry/testing/count-upstream-requests.ts';
import { connectQdrant, type QdrantConnection } from './connect-qdrant.ts';

let sandbox: SandboxQdrant;
let connection: QdrantConnection;
beforeEach(async () => {
  sandbox = await startSandboxQdrant({ apiKey: 'the secret key' });
  connection = connectQdrant({ url: sandbox.url, apiKey: sandbox.apiKey, timeoutMs: 300 });
});
afterEach(() => sandbox.close());

const noSignal = new AbortController().signal;
const list = (signal = noSignal, on = connection) =>
  on.call('list collections', (api) => (init) => api.getCollections({}, init), signal);

async function errorOf(promise: Promise<unknown>): Promise<UpstreamError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UpstreamError);
  return error as UpstreamError;
}

test('gives the result of a request', async () => {
  expect(await list()).toEqual({ collections: [] });
});

test('a missing collection is NotFoundError', async () => {
  const missing = connection.call(
    'count',
    (api) => (init) => api.countPoints({ collection_name: 'missing' }, init),
    noSignal,
  );
  await expect(missing).rejects.toBeInstanceOf(NotFoundError);
});

test('a request is counted by its operation and how it ended', async () => {
  const count = (outcome: string) =>
    countUpstreamRequests({ upstream: 'qdrant', operation: 'list collections', outcome });
  const [answered, refused] = [await count('ok'), await count('qdrant_access_denied')];
  await list();
  await list(noSignal, connectQdrant({ url: sandbox.url, apiKey: 'another', timeoutMs: 300 })).catch(
    () => undefined,
  );
  expect(await count('ok')).toBe(answered + 1);
  expect(await count('qdrant_access_denied')).toBe(refused + 1);
});

describe('failures in our own words', () => {
  test.each([
    ['server_error', 'qdrant_error', true, 'Qdrant answered 500 (list collections).'],
    ['html_error', 'qdrant_error', true, 'Qdrant answered 502 (list collections).'],
    ['unavailable', 'qdrant_error', true, 'Qdrant answered 503 (list collections).'],
    ['rate_limit', 'qdrant_error', true, 'Qdrant answered 429 (list collections).'],
    ['drop', 'qdrant_unreachable', true, 'Qdrant cannot be reached (list collections).'],
    ['hang', 'qdrant_timeout', true, 'Qdrant did not answer within 0.3 s (list collections).'],
  ] as const)('%s', async (fault, code, retryable, message) => {
    sandbox.faults.next(fault);
    const error = await errorOf(list());
    expect(error).toMatchObject({ code, retryable, message });
    expect(error.fix).toContain('offer to hand over to a human');
    expect(await list()).toEqual({ collections: [] });
  });

  test('a wrong key, without showing it', async () => {
    const wrong = connectQdrant({ url: sandbox.url, apiKey: 'another secret' });
    const error = await errorOf(list(noSignal, wrong));
    expect(error).toMatchObject({ code: 'qdrant_access_denied', retryable: false });
    expect(JSON.stringify([error.message, error.fix])).not.toContain('secret');
  });

  test('nothing that listens', async () => {
    const error = await errorOf(list(noSignal, connectQdrant({ url: 'http://127.0.0.1:9' })));
    expect(error.code).toBe('qdrant_unreachable');
  });

  test.each(['/elsewhere', '/healthz'])(
    'something at %s that is not Qdrant is no empty answer',
    async (path) => {
      const other = connectQdrant({ url: `${sandbox.url}${path}`, apiKey: sandbox.apiKey });
      expect(await errorOf(list(noSignal, other))).toMatchObject({ code: 'qdrant_unreadable' });
    },
  );

  test('a request that Qdrant refuses is not worth repeating', async () => {
    const create = () =>
      connection.call(
        'create',
        (api) => (init) => api.createCollection({ collection_name: 'twice' }, init),
        noSignal,
      );
    await create();
    expect(await errorOf(create())).toMatchObject({ code: 'qdrant_conflict', retryable: false });
  });
});

describe('cancellation', () => {
  test('ends a request at once, with the caller’s reason', async () => {
    sandbox.faults.next('hang');
    const caller = new AbortController();
    const started = performance.now();
    setTimeout(() => caller.abort(new Error('the caller left')), 50);
    await expect(list(caller.signal)).rejects.toThrow('the caller left');
    expect(performance.now() - started).toBeLessThan(250);
  });
});

describe('readiness', () => {
  test('is ok while Qdrant answers', async () => {
    expect(await connection.readiness()).toBe('ok');
  });

  test('says in a few words why not', async () => {
    sandbox.faults.next('unavailable');
    expect(await connection.readiness()).toBe('Qdrant answered 503 (list collections).');
    await sandbox.close();
    expect(await connection.readiness()).toBe('Qdrant cannot be reached (list collections).');
  });
});
