import { z } from 'zod';
import { ConflictError } from '#errors/errors.ts';

export const idempotencyKey = z
  .string()
  .regex(/^[\w.:-]{1,100}$/, { error: '1 to 100 letters, digits and . : _ -' })
  .describe('One for each wish of the customer: the same when a call is repeated, new for a new wish');

/** For a key that was used for something else, which must neither be given away nor replaced. */
export function keyReused(thing: string): ConflictError {
  return new ConflictError(`This idempotency_key was used for another ${thing}.`, {
    code: 'idempotency_key_reused',
    fix: 'Use a new idempotency_key for a new wish.',
  });
}
