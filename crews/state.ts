import type { BaseCheckpointSaver, BaseStore } from '@langchain/langgraph-checkpoint';
import type { Redis } from 'ioredis';
import { compressedSerializer } from '#checkpoints/compressed-serializer.ts';
import { createCheckpointer } from '#checkpoints/create-checkpointer.ts';
import { createStore } from '#checkpoints/create-store.ts';
import { encryptedSerializer, parseEncryptionKeys } from '#checkpoints/encrypted-serializer.ts';
import type { Config } from '#config/load-config.ts';
import type { Logger } from '#telemetry/logger.ts';

/**
 * So many elements of arrays (messages, above all) are remembered by the process, so as not to send them again: enough for
 * the turns under way. A turn reads its thread first, so that one that waits for its customer need not be remembered.
 */
export const rememberedElements = 5_000;

const dayMs = 24 * 60 * 60 * 1_000;

/** Where threads and long-term memory are kept, as the settings say: how long, and whether encrypted. */
export function connectState(
  config: Config,
  redis: Redis | undefined,
  logger: Logger,
): { checkpointer: BaseCheckpointSaver; store: BaseStore } {
  const serde = serializerOf(config);
  const expiry = config.STATE_EXPIRY_DAYS ? { milliseconds: config.STATE_EXPIRY_DAYS * dayMs } : undefined;
  return {
    checkpointer: createCheckpointer({
      redis,
      logger,
      serde,
      rememberedElements,
      ...(expiry ? { expiry } : {}),
    }),
    store: createStore({ redis, logger, serde }),
  };
}

/** Compressed first: what is encrypted cannot be. Threads from before encryption was set stay readable. */
function serializerOf({ STATE_ENCRYPTION_KEYS }: Config) {
  const compressed = compressedSerializer();
  if (!STATE_ENCRYPTION_KEYS) return compressed;
  return encryptedSerializer({
    ...parseEncryptionKeys(STATE_ENCRYPTION_KEYS),
    inner: compressed,
    readPlain: true,
  });
}
