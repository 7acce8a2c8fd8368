import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { RedisSaver } from '#checkpoints/redis-saver.ts';
import { RedisStore } from '#checkpoints/store/redis-store.ts';
import { businessProfileSchema } from '#config/business-schema.ts';
import { compileGraph } from '#graphs/catalogue.ts';
import { startTestShop } from '#graphs/testing/shop.ts';
import { saveMemory } from '#launch/backup/memory.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { startTestRedis } from '../redis.ts';
import { recordQueue } from './record-queue.ts';
import { fixturesFolder, type RecordedThread, type Release } from './release.ts';
import { takeStep } from './take-step.ts';
import { type ThreadPlan, threadsToRecord } from './threads-to-record.ts';
import { readWorld } from './world.ts';

/**
 * `npm run release:state`: plays conversations on the stand-ins up to every point where a thread can wait, and keeps the
 * state of this release in `fixtures/<version>`, which every later release must resume.
 */
const folder = join(fixturesFolder, packageJson.version);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const server = await startTestRedis();
const redis = new Redis(server.url);
const saver = new RedisSaver({ redis });
const store = new RedisStore({ redis });
const shop = await startTestShop();
try {
  const threads: RecordedThread[] = [];
  for (const [index, plan] of threadsToRecord.entries()) threads.push(await record(plan, index + 1));
  const phones = threads.map(({ contact }) => contact.phone);
  const release: Release = {
    version: packageJson.version,
    recordedAt: new Date().toISOString(),
    threads,
    world: await readWorld(shop.odoo, phones),
  };
  write('release.json', `${JSON.stringify(release, null, 2)}\n`);
  write('queue.json', `${JSON.stringify(await recordQueue(server.url, redis), null, 2)}\n`);
  const items = await saveMemory(store, join(folder, 'memory.jsonl'));
  console.log(`${threads.length} threads and ${items} contacts' memories are in ${folder}.`);
} finally {
  await shop.close();
  redis.disconnect();
  await server.stop();
}

async function record(plan: ThreadPlan, number: number): Promise<RecordedThread> {
  const {
    name,
    graph,
    said,
    stepsOfLast,
    namesakes = [],
    approvalAbove = null,
    next,
    expected,
    waitsIn = null,
  } = plan;
  const phone = `+5511970${String(100_000 + number)}`;
  const thread: RecordedThread = {
    name,
    graph,
    threadId: randomUUID(),
    contact: { id: number, name: 'Maria', phone },
    approvalAbove,
    next,
    expected: { question: null, orders: [], appointments: [], ...expected },
  };
  for (const each of namesakes) await shop.odoo.create('res.partner', { name: each, phone });
  const { business } = shop.dependencies;
  const limits = { ...business.limits, approval_above: approvalAbove };
  const profile = businessProfileSchema.parse({ ...business, limits });
  const compiled = compileGraph(graph, { ...shop.dependencies, business: profile }, saver, store);
  const turns = said.length === 0 ? (['start'] as const) : said.map((text) => ({ text }));
  for (const [index, turn] of turns.entries()) {
    const isLast = index === turns.length - 1;
    const standing = await takeStep(compiled, thread, turn, isLast ? stepsOfLast : undefined);
    if (isLast && standing.question !== waitsIn) {
      throw new Error(`${name} waits in ${standing.question}, not in ${waitsIn}: ${standing.reply}`);
    }
  }
  const lines = [];
  for await (const line of saver.exportThread(thread.threadId)) lines.push(line);
  write(`${name}.jsonl`, lines.join(''));
  return thread;
}

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}
