import { createHash } from 'node:crypto';
import { OutcomeUnknownError } from '#errors/errors.ts';
import { holdLock } from '../hold-lock.ts';
import { keyReused } from '../idempotency-key.ts';
import type { OdooServices } from '../services.ts';
import { canonicalJson } from './canonical-json.ts';

/** One wish, by the caller and the key that it has given it, and what it asks for. */
interface Wish {
  subject: string;
  key: string;
  request: unknown;
}

/**
 * Does what leaves no trace in Odoo by which it could be found again, at most once for a key. What is noted is
 * that it was begun or done, for a day, and never what it was about.
 *
 * @returns what the work gave, or undefined when it had been done before
 * @throws ConflictError for a key of another wish; OutcomeUnknownError when it was begun before and nobody knows
 *   how it ended.
 */
export function doOnce<Result>(
  { lock, ledger }: Pick<OdooServices, 'lock' | 'ledger'>,
  { subject, key, request }: Wish,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  const name = `${subject}:${key}`;
  const hash = createHash('sha256').update(canonicalJson(request)).digest('base64url');
  const [begun, done] = [`begun ${hash}`, `done ${hash}`];

  return holdLock(lock, `once:${name}`, signal, async (held) => {
    const before = await ledger.read(name);
    if (before === done) return undefined;
    if (before === begun) throw endUnknown();
    if (before !== undefined) throw keyReused('call');
    await ledger.note(name, begun);
    const result = await work(held).catch(async (error: unknown) => {
      // Whatever else it was, nothing was changed, and the same key may try again.
      if (!(error instanceof OutcomeUnknownError)) await ledger.forget(name);
      throw error;
    });
    await ledger.note(name, done);
    return result;
  });
}

function endUnknown(): OutcomeUnknownError {
  return new OutcomeUnknownError(
    'A call with this idempotency_key was begun, and how it ended is not known.',
    {
      fix: 'Look at the records whether it happened. If it did not, call again with a new idempotency_key.',
    },
  );
}
