import { Redis } from 'ioredis';
import { afterAll, expect, inject, test } from 'vitest';
import { audit, redisSink, streamSink } from './audit.ts';

const redis = new Redis(inject('redisUrl'));
afterAll(() => redis.disconnect());

const call = {
  principal: {
    subject: 'sales',
    tenant: 'main',
    scopes: ['odoo:read'],
    customer: { contact: 3, partner: 7, phone: '+5511999990000' },
  },
  tool: 'odoo_get_order',
  arguments: { name: 'S00042', secret: 'hunter2' },
  outcome: 'ok',
  milliseconds: 12.345,
};

function linesOf(...calls: Partial<typeof call>[]): string[] {
  const lines: string[] = [];
  const record = audit([(line) => lines.push(line)]);
  for (const each of calls) record({ ...call, ...each });
  return lines;
}

test('a call is one line of JSON: who, for whom, what, and what came of it', () => {
  const [line = ''] = linesOf({});
  const { time, arguments: hash, ...rest } = JSON.parse(line);
  expect(Date.now() - Date.parse(time)).toBeLessThan(5_000);
  expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(rest).toEqual({
    principal: 'sales',
    tenant: 'main',
    customer: 7,
    contact: 3,
    tool: 'odoo_get_order',
    outcome: 'ok',
    ms: 12.3,
  });
});

test('arguments, phone numbers and scopes are not in it', () => {
  expect(linesOf({}).join()).not.toMatch(/hunter2|S00042|99999|odoo:read/);
});

test('the same arguments have the same hash, in any order', () => {
  const hashes = linesOf(
    {},
    { arguments: { secret: 'hunter2', name: 'S00042' } },
    { arguments: { name: 'x' } as never },
  ).map((line) => JSON.parse(line).arguments as string);
  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[0]).not.toBe(hashes[2]);
});

test('a name that a caller made up cannot break the line', () => {
  const [line = ''] = linesOf({ tool: `x\n{"fake":1}\u202e${'y'.repeat(500)}` });
  expect(line).not.toContain('\n');
  expect(JSON.parse(line).tool.length).toBe(64);
});

test('a stream gets whole lines', () => {
  const written: string[] = [];
  const record = audit([streamSink({ write: (text: string) => written.push(text) > 0 })]);
  record(call);
  record(call);
  expect(
    written
      .join('')
      .split('\n')
      .map((line) => (line ? JSON.parse(line).outcome : '')),
  ).toEqual(['ok', 'ok', '']);
});

test('the stream in Redis keeps about as many records as are wanted', async () => {
  const key = `audit-test-${process.pid}`;
  const record = audit([redisSink(redis, key, 1_000)]);
  for (let number = 0; number < 3_000; number += 1) record(call);
  await expect.poll(async () => redis.xlen(key)).toBeGreaterThan(0);
  const length = await redis.xlen(key);
  expect(length).toBeGreaterThanOrEqual(1_000);
  expect(length).toBeLessThan(1_200);
  const [[, fields]] = (await redis.xrevrange(key, '+', '-', 'COUNT', 1)) as [[string, string[]]];
  expect(JSON.parse(fields[1] ?? '')).toMatchObject({ tool: 'odoo_get_order' });
  await redis.del(key);
});
