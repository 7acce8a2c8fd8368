import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { createMemoryTurnQueue } from '#crews/queue/memory-turn-queue.ts';
import { createRedisTurnQueue } from '#crews/queue/redis-turn-queue.ts';
import { eventOf } from '#crews/queue/testing.ts';
import type { TurnQueue } from '#crews/queue/turn-queue.ts';
import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { parseQueueCommand } from './queue-command.ts';
import { runQueueCommand } from './run-queue-command.ts';

const redis = new Redis(inject('redisUrl'));
const prefix = `{queue-command-test-${process.pid}}`;
const settings = { logger: silentLogger, debounceMs: 10, attempts: 1 };
afterAll(() => redis.disconnect());

describe.each([
  ['memory', () => createMemoryTurnQueue(settings)],
  ['Redis', () => createRedisTurnQueue({ ...settings, url: inject('redisUrl'), prefix })],
])('dead letters in %s', (_, create) => {
  let queue: TurnQueue;
  let broken = true;
  let answered: string[];
  const run = (...args: string[]) => runQueueCommand(queue, parseQueueCommand(args));

  beforeEach(async () => {
    const keys = await redis.keys(`${prefix}*`);
    if (keys.length > 0) await redis.del(keys);
    queue = create();
    broken = true;
    answered = [];
    await queue.start(async (turn) => {
      if (broken) throw new UpstreamError('Odoo does not answer.', { code: 'odoo_unreachable' });
      answered.push(turn.conversationKey);
    });
    for (const [index, key] of ['main:1:10', 'main:1:11'].entries()) {
      await queue.offer(eventOf(key, 'tem trena?'));
      await vi.waitFor(async () => expect((await queue.stats()).dead).toBe(index + 1), 5_000);
    }
  });
  afterEach(() => queue.close(0));

  const ids = async () => (await queue.deadLetters.list()).map(({ id }) => id);

  test('are listed with reason, conversation and age, the newest first', async () => {
    const { output } = await run('list');
    const [titles, newest, oldest] = output.split('\n');
    expect(titles).toMatch(/^id +age +conversation +code +reason$/);
    expect(newest).toMatch(/^[0-9a-f-]{36} +\d s +main:1:11 +odoo_unreachable +Odoo does not answer\.$/);
    expect(oldest).toContain('main:1:10');
    expect((await run('list', '--limit', '1')).output).toContain('… and 1 more');
  });

  test('are listed as JSON for programs', async () => {
    const { total, letters } = JSON.parse((await run('list', '--json')).output);
    expect(total).toBe(2);
    expect(letters[0]).toEqual({
      id: (await ids())[0],
      conversation: 'main:1:11',
      tenant: 'main',
      code: 'odoo_unreachable',
      reason: 'Odoo does not answer.',
      attempts: 1,
      messages: 1,
      died_at: expect.any(String),
      age_seconds: expect.any(Number),
    });
  });

  test('one of them is shown with what the customer wrote', async () => {
    const [id = ''] = await ids();
    expect((await run('show', id)).output).toContain('{"text":"tem trena?"}');
    const shown = JSON.parse((await run('show', id, '--json')).output);
    expect(shown.turn.messages).toEqual([{ text: 'tem trena?' }]);
    await expect(run('show', 'unknown')).rejects.toBeInstanceOf(NotFoundError);
  });

  test('are replayed, the oldest first', async () => {
    broken = false;
    const { output, succeeded } = await run('replay', '--all');
    expect({ succeeded, lines: output.trim().split('\n').length }).toEqual({ succeeded: true, lines: 2 });
    await vi.waitFor(() => expect(answered).toHaveLength(2), 5_000);
    expect(answered.sort()).toEqual(['main:1:10', 'main:1:11']);
    expect((await run('list')).output).toBe('No dead letters.\n');
  });

  test('are dropped; one that is not there fails without keeping the others', async () => {
    const [first = '', second = ''] = await ids();
    const { output, succeeded } = await run('drop', first, 'unknown', second, '--json');
    expect(succeeded).toBe(false);
    expect(JSON.parse(output).results).toEqual([
      { id: first },
      { id: 'unknown', error: expect.objectContaining({ code: 'no_dead_letter' }) },
      { id: second },
    ]);
    expect((await run('stats')).output).toBe('0 waiting, 0 running; 0 dead\n');
  });
});

describe('the command itself', () => {
  const command = (args: string[], environment: Record<string, string> = {}) =>
    promisify(execFile)(process.execPath, ['launch/queue.ts', ...args], {
      env: { PATH: process.env.PATH, ...environment },
    }).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      ({ code, stderr }) => ({ code, text: stderr as string }),
    );

  test('works against REDIS_URL', async () => {
    const answer = await command(['stats', '--json'], { REDIS_URL: inject('redisUrl') });
    expect(answer).toMatchObject({ code: 0 });
    expect(JSON.parse(answer.text)).toMatchObject({ dead: expect.any(Number) });
  });

  test('says what it needs', async () => {
    expect(await command(['list'])).toMatchObject({ code: 1, text: expect.stringContaining('REDIS_URL') });
    expect(await command(['dance'])).toMatchObject({ code: 2, text: expect.stringContaining('dance') });
    expect(await command(['--help'])).toMatchObject({ code: 0, text: expect.stringContaining('replay') });
  });
});
