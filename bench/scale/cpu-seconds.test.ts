import { Redis } from 'ioredis';
import { expect, inject, test } from 'vitest';
import { coresBusy, idleLoad, perTurn, usedCpuIn } from './cpu-seconds.ts';

test('reads what Redis has used, its children and its threads apart', () => {
  const info = [
    '# CPU',
    'used_cpu_sys:1.250000',
    'used_cpu_user:2.500000',
    'used_cpu_sys_children:9.0',
    'used_cpu_user_children:9.0',
    'used_cpu_sys_main_thread:9.0',
    '',
  ].join('\r\n');
  expect(usedCpuIn(info)).toBe(3.75);
});

test('a real Redis tells it in these words', async () => {
  const redis = new Redis(inject('redisUrl'));
  try {
    expect(usedCpuIn(await redis.info('cpu'))).toBeGreaterThan(0);
  } finally {
    redis.disconnect();
  }
});

test('the time of a turn is what came to it between two looks, but for what a process does anyway', () => {
  const before = { crews: 1, redis: 0.5 };
  const after = { crews: 3, redis: 0.6, 'mcp-odoo': 1 };
  expect(perTurn(before, after, { idle: { crews: 0.1 }, seconds: 10, turns: 100 })).toEqual({
    crews: expect.closeTo(10),
    redis: expect.closeTo(1),
    'mcp-odoo': expect.closeTo(10),
  });
});

test('a part that did less than when nobody wrote has done nothing for turns', () => {
  const figures = { idle: { crews: 1 }, seconds: 10, turns: 5 };
  expect(perTurn({ crews: 1 }, { crews: 2 }, figures)).toEqual({ crews: 0 });
});

test('loads are seconds for each second', () => {
  const [before, after] = [
    { crews: 1, redis: 1 },
    { crews: 6, redis: 2 },
  ];
  expect(idleLoad(before, after, 5)).toEqual({ crews: 1, redis: 0.2 });
  expect(coresBusy(before, after, 5)).toBeCloseTo(1.2);
});
