export { CheckpointError } from './checkpoint-error.ts';
export { type CompressionOptions, compressedSerializer } from './compressed-serializer.ts';
export { copyThread } from './copy-thread.ts';
export { createCheckpointer } from './create-checkpointer.ts';
export { createStore } from './create-store.ts';
export {
  type EncryptionKeys,
  type EncryptionOptions,
  encryptedSerializer,
  parseEncryptionKeys,
} from './encrypted-serializer.ts';
export { inspectServer, type ServerProblem } from './inspect-server.ts';
export { RedisSaver, type RedisSaverOptions } from './redis-saver.ts';
export { RedisStore, type RedisStoreOptions } from './store/redis-store.ts';
export type { StoreIndex, StoreIndexHit } from './store/store-index.ts';
