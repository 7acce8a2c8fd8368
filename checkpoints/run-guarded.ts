import { setTimeout as wait } from 'node:timers/promises';
import { CheckpointError } from './checkpoint-error.ts';
import { translateFault } from './redis-fault.ts';

const attempts = 4;
const firstDelay = 100;

/**
 * Runs one operation on Redis. What certainly did not happen, and every read, is tried again for a second when
 * that may help; anything else fails at once, as a `CheckpointError`.
 */
export async function runGuarded<Reply>(
  kind: 'read' | 'write',
  operation: () => Promise<Reply>,
): Promise<Reply> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await operation();
    } catch (error) {
      const fault = translateFault(error, kind);
      if (!fault.retryable || fault.written === 'maybe' || attempt === attempts) throw fault;
      await wait(firstDelay * 2 ** (attempt - 1));
    }
  }
}

/** What the arguments of a command take on their way, without the protocol around them. */
export function bytesOf(args: readonly (string | number | Buffer)[]): number {
  return args.reduce<number>((total, argument) => total + Buffer.byteLength(asText(argument)), 0);
}

function asText(argument: string | number | Buffer): string | Buffer {
  return typeof argument === 'number' ? String(argument) : argument;
}

/** Refuses what Redis would answer by closing the connection. `maximumBytes` is its proto-max-bulk-len. */
export function checkSizes(args: readonly (string | number | Buffer)[], maximumBytes: number): void {
  for (const argument of args) {
    // A character takes at most three bytes, and to count them takes time.
    if (typeof argument === 'number' || argument.length * 3 <= maximumBytes) continue;
    const bytes = Buffer.byteLength(argument);
    if (bytes > maximumBytes) {
      throw new CheckpointError(`A value has ${bytes} bytes; Redis takes at most ${maximumBytes}`, {
        code: 'value_too_large',
        retryable: false,
        written: 'no',
        fix: 'Keep large things elsewhere and put a reference into the state, or compress values.',
      });
    }
  }
}
