import { afterEach, describe, expect, test } from 'vitest';
import { type SandboxQdrant, startSandboxQdrant } from './start.ts';

let sandbox: SandboxQdrant | undefined;
afterEach(() => sandbox?.close());

const collections = (url: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(new URL('/collections', url), { headers, ...(signal ? { signal } : {}) });

describe('the API key', () => {
  test('is needed where one is set, in either header', async () => {
    sandbox = await startSandboxQdrant({ apiKey: 'right' });
    expect(sandbox.apiKey).toBe('right');
    expect((await collections(sandbox.url, { 'api-key': 'right' })).status).toBe(200);
    expect((await collections(sandbox.url, { authorization: 'Bearer right' })).status).toBe(200);
  });

  test('is refused in plain text, as Qdrant does', async () => {
    sandbox = await startSandboxQdrant({ apiKey: 'right' });
    const missing = await collections(sandbox.url);
    expect([missing.status, await missing.text()]).toEqual([
      401,
      'Must provide an API key or an Authorization bearer token',
    ]);
    const wrong = await collections(sandbox.url, { 'api-key': 'wrong' });
    expect([wrong.status, await wrong.text()]).toEqual([401, 'Invalid API key or JWT']);
  });

  test('is not needed for health', async () => {
    sandbox = await startSandboxQdrant({ apiKey: 'right' });
    for (const path of ['/', '/healthz', '/livez', '/readyz']) {
      expect((await fetch(new URL(path, sandbox.url))).status).toBe(200);
    }
  });
});

describe('faults', () => {
  test('happen to the next requests, one each, and then no more', async () => {
    sandbox = await startSandboxQdrant();
    sandbox.faults.next('server_error');
    sandbox.faults.next('html_error');
    sandbox.faults.next('rate_limit');
    sandbox.faults.next('unavailable');
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await collections(sandbox.url)).status);
    expect(statuses).toEqual([500, 502, 429, 503, 200]);
  });

  test('a dropped connection is no answer', async () => {
    sandbox = await startSandboxQdrant();
    sandbox.faults.next('drop');
    await expect(collections(sandbox.url)).rejects.toThrow('fetch failed');
  });

  test('a hanging request does not keep the stand-in from closing', async () => {
    sandbox = await startSandboxQdrant();
    sandbox.faults.next('hang');
    await expect(collections(sandbox.url, {}, AbortSignal.timeout(100))).rejects.toThrow('timeout');
    await sandbox.close();
    await expect(collections(sandbox.url)).rejects.toThrow();
  });

  test('can be called off', async () => {
    sandbox = await startSandboxQdrant();
    sandbox.faults.next('server_error', 3);
    sandbox.faults.clear();
    expect((await collections(sandbox.url)).status).toBe(200);
  });
});

describe('bad requests', () => {
  test('a body that is not JSON is 400 in the form of Qdrant', async () => {
    sandbox = await startSandboxQdrant();
    const response = await fetch(new URL('/collections/c/points/query', sandbox.url), {
      method: 'POST',
      body: '{"query": ',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      status: { error: expect.stringMatching(/^Format error/) },
    });
  });

  test('an unknown address is 404 without a body', async () => {
    sandbox = await startSandboxQdrant();
    const response = await fetch(new URL('/nowhere', sandbox.url));
    expect([response.status, await response.text()]).toEqual([404, '']);
  });
});

test('two stand-ins share nothing', async () => {
  sandbox = await startSandboxQdrant();
  const other = await startSandboxQdrant();
  await fetch(new URL('/collections/only-here', sandbox.url), {
    method: 'PUT',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect(await (await collections(other.url)).json()).toMatchObject({ result: { collections: [] } });
  await other.close();
});
