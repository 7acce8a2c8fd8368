import { setTimeout as sleep } from 'node:timers/promises';
import { OutcomeUnknownError } from '#errors/errors.ts';

/** When to look whether a write of unknown outcome happened: at once, and while Odoo may still be at it. */
const lookAfterMs = [0, 300, 1_000];

/**
 * Does a write and, when its answer is lost, finds out by reading whether it happened. It is never done twice.
 *
 * @param write the change; its result is not used, since a lost answer has none
 * @param look what the change leaves behind, or undefined while there is nothing
 * @throws OutcomeUnknownError when nothing is to be seen yet: the change may still come.
 */
export async function settle<Result>(
  write: () => Promise<unknown>,
  look: () => Promise<Result | undefined>,
  fix: string,
): Promise<Result | undefined> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof OutcomeUnknownError)) throw error;
    const found = await lookRepeatedly(look);
    if (found !== undefined) return found;
    throw new OutcomeUnknownError(error.message, { fix, cause: error });
  }
  return look();
}

async function lookRepeatedly<Result>(look: () => Promise<Result | undefined>): Promise<Result | undefined> {
  for (const delay of lookAfterMs) {
    await sleep(delay);
    const found = await look();
    if (found !== undefined) return found;
  }
  return undefined;
}
