import { z } from 'zod';
import { InputError } from '#errors/errors.ts';

/** The two steps of a change that is shown before it is made. */
export const confirmationArguments = {
  dry_run: z
    .boolean()
    .optional()
    .describe('true: change nothing, show what would change and give a confirmation_token'),
  confirmation_token: z
    .string()
    .max(200)
    .optional()
    .describe('The token of the call that showed these records; only after a clear yes, and without dry_run'),
};

/**
 * The token with which a call asks for the change itself; undefined where it asks to be shown it. Some models
 * write an empty text for what they leave out.
 *
 * @throws InputError for a call that asks for both.
 */
export function tokenOf(given: {
  dry_run?: boolean | undefined;
  confirmation_token?: string | undefined;
}): string | undefined {
  const token = given.confirmation_token || undefined;
  if (!given.dry_run || !token) return token;
  throw new InputError('Both dry_run and confirmation_token were given; nothing was changed.', {
    code: 'dry_run_with_token',
    fix: 'Give dry_run: true alone to see what would change, or confirmation_token alone to make the change.',
  });
}
