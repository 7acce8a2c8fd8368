import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BaseStore } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';

const pageSize = 200;
const itemSchema = z.object({
  namespace: z.array(z.string()),
  key: z.string(),
  value: z.record(z.string(), z.unknown()),
});

/** Writes the long-term memory of every contact as JSON lines. Returns how many items. */
export async function saveMemory(store: BaseStore, path: string): Promise<number> {
  let count = 0;
  async function* lines() {
    for await (const namespace of allNamespaces(store)) {
      for (let offset = 0; ; offset += pageSize) {
        const page = await store.search(namespace, { limit: pageSize, offset });
        for (const item of page) {
          // A search finds what is below a namespace too; that comes with its own namespace.
          if (item.namespace.length !== namespace.length) continue;
          count += 1;
          yield `${JSON.stringify({ namespace, key: item.key, value: item.value })}\n`;
        }
        if (page.length < pageSize) break;
      }
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path, { mode: 0o600 }));
  return count;
}

/** Brings the items back, in place of those of the same names. */
export async function loadMemory(store: BaseStore, path: string): Promise<number> {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const { namespace, key, value } = itemSchema.parse(JSON.parse(line));
    await store.put(namespace, key, value);
    count += 1;
  }
  return count;
}

async function* allNamespaces(store: BaseStore): AsyncGenerator<string[]> {
  for (let offset = 0; ; offset += pageSize) {
    const page = await store.listNamespaces({ limit: pageSize, offset });
    yield* page;
    if (page.length < pageSize) return;
  }
}
