import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { LinkRequest } from './link.ts';
import { stdioLink } from './stdio-link.ts';

const principal = { subject: 'test', tenant: 'main', scopes: ['*'] };
const link = stdioLink({
  server: 'fixture',
  command: process.execPath,
  args: [join(import.meta.dirname, 'fixtures/stdio-server.ts')],
  env: { FIXTURE_KEY: 'secret' },
  maxBytes: 100_000,
});
afterAll(() => link.close());

const ask = (how: string, request: Partial<LinkRequest> = {}) =>
  link.request({
    method: 'tools/call',
    params: { name: 'do', arguments: { how } },
    principal,
    writes: false,
    timeoutMs: 5_000,
    ...request,
  });
const textOf = (result: Record<string, unknown>) => (result.content as [{ text: string }])[0].text;

test('one process serves all requests', async () => {
  const pids = await Promise.all([ask('pid'), ask('pid')]);
  expect(textOf(pids[0] as never)).toBe(textOf(pids[1] as never));
  expect(await link.capabilities(principal)).toEqual({ tools: { listChanged: true } });
});

test('it sees only the variables that it was given', async () => {
  const names = textOf(await ask('environment')).split(' ');
  expect(names).toContain('FIXTURE_KEY');
  expect(names.filter((name) => /^(VITEST|ODOO_|npm_|JWT_)/.test(name))).toEqual([]);
});

test('a process that dies leaves an honest answer behind, and the next request starts another', async () => {
  const before = textOf(await ask('pid'));
  await expect(ask('die', { writes: true })).rejects.toMatchObject({ code: 'outcome_unknown' });
  expect(textOf(await ask('pid'))).not.toBe(before);
  await expect(ask('die')).rejects.toMatchObject({ code: 'server_unavailable', retryable: true });
});

test('progress, refusals, time-outs and cancellation are as over HTTP', async () => {
  const heard: unknown[] = [];
  const caller = {
    wantsProgress: true,
    onProgress: (progress: unknown) => heard.push(progress),
    onNotification: () => undefined,
    onQuestion: () => Promise.reject(new Error('nobody asks')),
  };
  await ask('progress', { caller });
  expect(heard).toEqual([{ progress: 1 }]);
  await expect(ask('refuse')).rejects.toMatchObject({ code: 'invalid_input', message: 'no such thing' });
  await expect(ask('hang', { timeoutMs: 100 })).rejects.toMatchObject({ code: 'timeout' });
  const signal = AbortSignal.abort();
  await expect(ask('hang', { signal })).rejects.toMatchObject({ name: 'AbortError' });
});

test('a list that changes is told', async () => {
  const told = new Promise<string>((resolve) => link.onAnnouncement(resolve));
  await ask('grow');
  expect(await told).toBe('notifications/tools/list_changed');
});

test('a command that does not exist cannot be reached', async () => {
  const missing = stdioLink({ server: 'x', command: '/nowhere', args: [], env: {}, maxBytes: 1_000 });
  const request = { method: 'ping', principal, writes: true, timeoutMs: 1_000 };
  await expect(missing.request(request)).rejects.toMatchObject({ code: 'server_unavailable' });
  await missing.close();
});
