import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createRedisTurnQueue } from '#crews/queue/redis-turn-queue.ts';
import type { TurnQueue } from '#crews/queue/turn-queue.ts';
import { UpstreamError } from '#errors/errors.ts';
import { silentLogger as logger } from '#telemetry/logger.ts';
import { redisCommand, startRedisServer } from '../redis.ts';

const writers = 20;
const prefix = '{drill}';

/** What `kill -9` of Redis has cost. */
export interface Killed {
  /** Messages whose senders were told that they are safe. */
  acknowledged: number;
  /** Those of them that are gone. */
  lost: number;
  /** Until Redis answered again, on its own file. */
  seconds: number;
}

/** Kills a Redis while messages are stored in it, starts it again, and counts what was acknowledged and is gone. */
export async function killRedisWhileWriting(afterMs = 1_500): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), 'drill-kill-'));
  const start = () =>
    startRedisServer(redisCommand(), ['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always']);
  try {
    const first = await start();
    const queue = createRedisTurnQueue({ url: first.url, prefix, logger });
    const acknowledged: string[] = [];
    const writing = Promise.all(
      Array.from({ length: writers }, (_, writer) => writeUntilAway(queue, writer, acknowledged)),
    );
    await sleep(afterMs);
    await first.stop(); // which is kill -9
    await writing;
    await queue.close(0);

    const begun = performance.now();
    const second = await start();
    const seconds = (performance.now() - begun) / 1_000;
    const redis = new Redis(second.url);
    const found = await Promise.all(acknowledged.map((key) => redis.llen(`${prefix}:messages:${key}`)));
    redis.disconnect();
    await second.stop();
    return {
      acknowledged: acknowledged.length,
      lost: found.filter((length) => length === 0).length,
      seconds,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeUntilAway(queue: TurnQueue, writer: number, acknowledged: string[]): Promise<void> {
  for (let number = 0; ; number += 1) {
    const conversationKey = `conversation-${writer}-${number}`;
    const message = { text: 'olá', number };
    const event = { deliveryIds: [conversationKey] as [string], conversationKey, tenant: 'main', message };
    try {
      await queue.offer(event);
    } catch (error) {
      if (error instanceof UpstreamError) return; // its sender was told so, and delivers it again
      throw error;
    }
    acknowledged.push(conversationKey);
  }
}
