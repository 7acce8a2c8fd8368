import { randomUUID } from 'node:crypto';
import { startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { connectQdrant, type QdrantConnection } from '../connection/connect-qdrant.ts';
import type { Embedder, VectorStore } from '../port.ts';
import { createQdrantStores } from '../qdrant-store.ts';

/** A Qdrant to test against, with a store for any tenant. */
export interface Stand {
  connection: QdrantConnection;
  storeOf(tenant: string): VectorStore;
  newTenant(): string;
  close(): Promise<void>;
}

export function standOn(url: string, apiKey: string | undefined, embedder?: Embedder): Stand {
  const connection = connectQdrant({ url, apiKey });
  return {
    connection,
    storeOf: createQdrantStores({ connection, embedder: () => embedder }),
    newTenant: () => `test-${randomUUID().slice(0, 8)}`,
    close: async () => undefined,
  };
}

export async function sandboxStand(
  embedder?: Embedder,
): Promise<Stand & { sandbox: Awaited<ReturnType<typeof startSandboxQdrant>> }> {
  const sandbox = await startSandboxQdrant({ apiKey: 'a key for tests' });
  return { ...standOn(sandbox.url, sandbox.apiKey, embedder), sandbox, close: () => sandbox.close() };
}

export const noSignal = new AbortController().signal;
