import { ProjectError } from '#errors/errors.ts';

/**
 * A person who took over while the turn ran has the word: what was to be said is dropped.
 *
 * @returns false then.
 */
export async function unlessTakenOver(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof ProjectError && error.code === 'human_took_over')) throw error;
    return false;
  }
}
