import type { RunnableConfig } from '@langchain/core/runnables';
import {
  BaseCheckpointSaver,
  type ChannelVersions,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointTuple,
  type DeltaChannelHistory,
  type PendingWrite,
  type SerializerProtocol,
} from '@langchain/langgraph-checkpoint';
import { addressOf, configOf, invalidConfig, requireAddress } from './checkpoint-address.ts';
import { CheckpointError } from './checkpoint-error.ts';
import { createContext } from './create-context.ts';
import { deleteThread } from './delete-thread.ts';
import { deltaHistory } from './delta-history.ts';
import { exportThread } from './export-thread.ts';
import { getTuple } from './get-tuple.ts';
import { importThread } from './import-thread.ts';
import { listTuples } from './list-tuples.ts';
import { pruneThread } from './prune-thread.ts';
import { QuickSerializer } from './quick-serializer.ts';
import { bytesOf } from './run-guarded.ts';
import { saveCheckpoint } from './save-checkpoint.ts';
import { saveWrites } from './save-writes.ts';
import type { SaverContext, WriteOperation } from './saver-context.ts';
import { scanHashTagPage } from './scan-hash-tags.ts';
import type { RedisConnection } from './script.ts';

export interface RedisSaverOptions {
  /** Plain Redis 6.2 or newer, or Valkey: standalone, Sentinel or Cluster. */
  redis: RedisConnection;
  /** How all keys begin; without braces. `checkpoint:` unless given. */
  prefix?: string;
  /** How values become bytes; as LangGraph's own serializer unless given. */
  serde?: SerializerProtocol;
  /** How long a thread lives after its last write, and whether reading it counts too. For ever unless given. */
  expiry?: { milliseconds: number; refreshOnRead?: boolean };
  /** How many elements of arrays this process remembers, so as not to send them again. 20,000 unless given. */
  rememberedElements?: number;
  /** The server's `proto-max-bulk-len`, when it is not 512 MiB. */
  maximumValueBytes?: number;
}

/** Saves the checkpoints of LangGraph threads in plain Redis. All errors are `CheckpointError`. */
export class RedisSaver extends BaseCheckpointSaver {
  /** Told of every checkpoint and every task's writes how many bytes they sent to Redis. */
  onWritten?: (operation: WriteOperation, bytes: number) => void;
  readonly #context: SaverContext;

  constructor(options: RedisSaverOptions) {
    super(options.serde ?? new QuickSerializer());
    this.#context = createContext(options, this.serde, (operation, args) =>
      this.onWritten?.(operation, bytesOf(args)),
    );
  }

  /** The checkpoint of the config's id, or the newest of its namespace. One round trip. */
  async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const address = addressOf(config);
    return address && getTuple(this.#context, address);
  }

  /**
   * Checkpoints, newest first by id; of all namespaces and all threads where the config names none. One round
   * trip a page; across threads at least one for each.
   */
  list(config: RunnableConfig, options: CheckpointListOptions = {}): AsyncGenerator<CheckpointTuple> {
    return listTuples(this.#context, config, options);
  }

  /** Saves a checkpoint as a child of the one that the config names. One round trip. */
  async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<RunnableConfig> {
    const { threadId, namespace, id: parentId } = requireAddress(config);
    const address = { threadId, namespace, id: checkpoint.id };
    await saveCheckpoint(this.#context, { address, parentId, checkpoint, metadata, newVersions });
    return configOf(threadId, namespace, checkpoint.id);
  }

  /** Saves what a task wrote; the checkpoint itself may come later. One round trip. */
  async putWrites(
    config: RunnableConfig,
    writes: PendingWrite[],
    taskId: string,
    taskPath = '',
  ): Promise<void> {
    const { threadId, namespace, id } = requireAddress(config);
    if (id === undefined) throw invalidConfig('checkpoint_id', 'is missing');
    await saveWrites(this.#context, { address: { threadId, namespace, id }, taskId, taskPath, writes });
  }

  /** What delta channels are rebuilt from. One round trip for a thousand ancestors. */
  override async getDeltaChannelHistory(options: {
    config: RunnableConfig;
    channels: string[];
  }): Promise<Record<string, DeltaChannelHistory>> {
    return deltaHistory(this.#context, requireAddress(options.config), options.channels);
  }

  /** Deletes everything of a thread. */
  async deleteThread(threadId: string): Promise<void> {
    await deleteThread(this.#context, threadId);
  }

  /**
   * A page of thread ids in no order, and the cursor of the next page. A thread may come twice, and a page may be
   * empty before the end: it looks at about `count` keys of the database.
   */
  async listThreads(
    options: { cursor?: string; count?: number } = {},
  ): Promise<{ threadIds: string[]; cursor: string | undefined }> {
    const { redis, prefix } = this.#context;
    const page = await scanHashTagPage(redis, prefix, ':checkpoints', options.cursor, options.count);
    return { threadIds: page.names, cursor: page.cursor };
  }

  /**
   * Removes all but the newest checkpoints of each namespace, sparing what they are rebuilt from and interrupts
   * that wait for an answer. Returns how many it removed.
   */
  async pruneThread(threadId: string, options: { keepLast: number }): Promise<number> {
    return pruneThread(this.#context, threadId, options.keepLast);
  }

  /** Everything of a thread as readable JSON lines. */
  exportThread(threadId: string): AsyncGenerator<string> {
    return exportThread(this.#context, threadId);
  }

  /** Brings an exported thread back, whole or not at all, under its own id or another. Returns the id. */
  async importThread(
    lines: AsyncIterable<string> | Iterable<string>,
    options: { threadId?: string } = {},
  ): Promise<string> {
    return importThread(this.#context, lines, options.threadId);
  }

  /** A larger version than `current`, and never the same on two branches of a thread. */
  override getNextVersion(current: number | undefined): number {
    if (typeof current === 'string') {
      throw new CheckpointError('This thread has versions that are text, of another saver', {
        code: 'foreign_versions',
        retryable: false,
        written: 'no',
        fix: 'Copy the thread with copyThread, which gives it new versions.',
      });
    }
    return Math.floor(current ?? 0) + 1 + Math.floor(Math.random() * 1e9) / 1e9;
  }
}
