import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CheckpointError } from '#checkpoints/index.ts';
import type { RedisSaver } from '#checkpoints/redis-saver.ts';

/** The line between two threads; no line of an export is empty. */
const threadEnd = '\n';

/** Writes every thread with all its checkpoints as JSON lines, readable without keys. Returns how many. */
export async function saveThreads(saver: RedisSaver, path: string): Promise<number> {
  let count = 0;
  async function* lines() {
    for await (const threadId of allThreads(saver)) {
      const exported = [];
      try {
        for await (const line of saver.exportThread(threadId)) exported.push(line);
      } catch (error) {
        if (error instanceof CheckpointError && error.code === 'not_found') continue; // deleted meanwhile
        throw error;
      }
      count += 1;
      yield exported.join('') + threadEnd;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path, { mode: 0o600 }));
  return count;
}

/** Brings the threads back. Those that exist already stay as they are. */
export async function loadThreads(
  saver: RedisSaver,
  path: string,
): Promise<{ restored: number; existing: number }> {
  let [restored, existing] = [0, 0];
  let thread: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (line !== '') {
      thread.push(line);
      continue;
    }
    try {
      await saver.importThread(thread);
      restored += 1;
    } catch (error) {
      if (!(error instanceof CheckpointError && error.code === 'thread_exists')) throw error;
      existing += 1;
    }
    thread = [];
  }
  return { restored, existing };
}

async function* allThreads(saver: RedisSaver): AsyncGenerator<string> {
  const seen = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const page = await saver.listThreads({ ...(cursor && { cursor }), count: 500 });
    for (const threadId of page.threadIds) {
      if (seen.has(threadId)) continue; // a scan may tell a thread twice
      seen.add(threadId);
      yield threadId;
    }
    cursor = page.cursor;
    if (!cursor) return;
  }
}
