import type { SerializerProtocol } from '@langchain/langgraph-checkpoint';
import type { FreshWrites } from './fresh-writes.ts';
import type { KnownArraysCache } from './known-arrays.ts';
import type { RedisConnection, Script, ScriptArgument } from './script.ts';

/** Writes whose bytes are counted. */
export type WriteOperation = 'put' | 'putWrites';

/** What the operations of the saver share. */
export interface SaverContext {
  redis: RedisConnection;
  prefix: string;
  serde: SerializerProtocol;
  /** Milliseconds that a thread lives after a write, or `''`. */
  lifetime: number | '';
  /** Milliseconds that a thread lives after a read, or `''` when reads leave it as it is. */
  lifetimeOnRead: number | '';
  known: KnownArraysCache;
  fresh: FreshWrites;
  /** A name, for the life of a thread that a write may begin or for the call that makes it; never the same twice. */
  newName(): string;
  /** Tells whoever watches how much a write has sent. */
  written(operation: WriteOperation, args: readonly ScriptArgument[]): void;
  /** Runs a script on one thread, as a write or a read; fails with a `CheckpointError`. */
  run(
    kind: 'read' | 'write',
    script: Script,
    threadId: string,
    args: readonly ScriptArgument[],
  ): Promise<unknown>;
}
