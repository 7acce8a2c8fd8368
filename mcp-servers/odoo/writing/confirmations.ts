import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ConflictError } from '#errors/errors.ts';
import { canonicalJson } from './canonical-json.ts';

const validMs = 10 * 60_000;

/** Lets a change be made only as it was shown before. */
export interface Confirmations {
  /** A token for this intent, good for ten minutes. */
  issue(intent: unknown): string;
  /** @throws ConflictError when the token was issued for something else, or too long ago. */
  check(token: string, intent: unknown): void;
}

/**
 * Confirmations that keep nothing: a token is a signature over the intent and its end, so any replica with the
 * same secret can check it.
 *
 * @param secret shared by the replicas; without it, tokens are good in this process only.
 */
export function createConfirmations(
  secret: string | Buffer = randomBytes(32),
  now: () => number = Date.now,
): Confirmations {
  const sign = (intent: unknown, end: string) =>
    createHmac('sha256', secret)
      .update(`confirmation\n${end}\n${canonicalJson(intent)}`)
      .digest();

  return {
    issue(intent) {
      const end = (now() + validMs).toString(36);
      return `${end}.${sign(intent, end).toString('base64url')}`;
    },
    check(token, intent) {
      const [end = '', signature = ''] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(intent, end);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw refused('The confirmation_token does not fit: the call or the records have changed since.');
      }
      if (Number.parseInt(end, 36) < now())
        throw refused('The confirmation_token is more than ten minutes old.');
    },
  };
}

function refused(message: string): ConflictError {
  return new ConflictError(message, {
    code: 'confirmation_refused',
    fix: 'Call again without confirmation_token, look at what would change, then repeat with the new token.',
  });
}
