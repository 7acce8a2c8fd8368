import { randomBytes } from 'node:crypto';
import type { SerializerProtocol } from '@langchain/langgraph-checkpoint';
import { CheckpointError } from './checkpoint-error.ts';
import { createFreshWrites } from './fresh-writes.ts';
import { createKnownArraysCache } from './known-arrays.ts';
import { threadKeys } from './names.ts';
import type { RedisSaverOptions } from './redis-saver.ts';
import { checkSizes, runGuarded } from './run-guarded.ts';
import type { SaverContext } from './saver-context.ts';
import { runScript } from './script.ts';

/** Checks the options of a saver; a `CheckpointError` (`invalid_options`) says what is wrong. */
export function createContext(
  options: RedisSaverOptions,
  serde: SerializerProtocol,
  written: SaverContext['written'],
): SaverContext {
  const {
    redis,
    prefix = 'checkpoint:',
    expiry,
    rememberedElements = 20_000,
    maximumValueBytes = 512 * 2 ** 20,
  } = options;
  checkKeyOptions(prefix, expiry);
  const lifetime = expiry?.milliseconds ?? '';
  const process = randomBytes(6).toString('base64url');
  let names = 0;
  return {
    redis,
    prefix,
    serde,
    lifetime,
    lifetimeOnRead: expiry?.refreshOnRead ? lifetime : '',
    fresh: createFreshWrites(),
    known: createKnownArraysCache(rememberedElements),
    newName: () => `${process}${(names++).toString(36)}`,
    written,
    run: (kind, script, threadId, args) => {
      checkSizes(args, maximumValueBytes);
      const keys = Object.values(threadKeys(prefix, threadId));
      return runGuarded(kind, () => runScript(redis, script, keys, args));
    },
  };
}

/** Throws a `CheckpointError` (`invalid_options`) for a prefix or an expiry that cannot work. */
export function checkKeyOptions(prefix: string, expiry: { milliseconds: number } | undefined): void {
  if (/[{}]/.test(prefix)) throw invalidOptions('prefix must not contain braces');
  if (expiry && !(Number.isInteger(expiry.milliseconds) && expiry.milliseconds > 0)) {
    throw invalidOptions('expiry.milliseconds must be a positive whole number');
  }
}

function invalidOptions(message: string): CheckpointError {
  return new CheckpointError(message, { code: 'invalid_options', retryable: false, written: 'no' });
}
