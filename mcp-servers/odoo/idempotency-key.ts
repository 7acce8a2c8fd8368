import { z } from 'zod';
import { ConflictError } from '#errors/errors.ts';

export const idempotencyKey = z
  .string()
  .regex(/^[\w.:-]{1,100}$/, { error: '1 to 100 letters, digits and . : _ -' })
  .describe('One for each wish of the customer: the same when a call is repeated, new for a new wish');

/** For tools that look after themselves, such as one that sets values, and for those that may do more. */
export const optionalKey = idempotencyKey
  .optional()
  .describe(
    'For a call that must not happen twice: the same when it is repeated, new for a new wish; kept a day',
  );

export const repeatedOutput = z
  .literal(true)
  .optional()
  .describe('it had been done before with this idempotency_key, and was not done again');

/** For a key that was used for something else, which must neither be given away nor replaced. */
export function keyReused(thing: string): ConflictError {
  return new ConflictError(`This idempotency_key was used for another ${thing}.`, {
    code: 'idempotency_key_reused',
    fix: 'Use a new idempotency_key for a new wish.',
  });
}
