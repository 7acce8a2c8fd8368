import { ConflictError, NotFoundError } from '#errors/errors.ts';
import type { DeadLetters } from './turn-queue.ts';
import { type StoredLetter, type TurnStore, toDeadLetter } from './turn-store.ts';

/** The dead letters of a store; `wake` makes a queue look at a conversation at once. */
export function deadLettersOf(
  store: TurnStore,
  wake: (conversationKey: string) => Promise<void>,
): DeadLetters {
  return {
    list: async (limit = 100) => (await store.letters(limit)).map(toDeadLetter),
    find: async (id) => toDeadLetter(await find(id)),
    async replay(id) {
      const letter = await find(id);
      const outcome = await store.replay(letter);
      if (outcome === 'missing') throw noSuchLetter(id);
      if (outcome === 'busy')
        throw new ConflictError('A turn of this conversation is running.', {
          code: 'conversation_busy',
          retryable: true,
          fix: 'Replay the dead letter when that turn has ended.',
        });
      await wake(letter.conversationKey);
    },
    async drop(id) {
      if (!(await store.drop(id))) throw noSuchLetter(id);
    },
  };

  async function find(id: string): Promise<StoredLetter> {
    const letter = await store.letter(id);
    if (letter === undefined) throw noSuchLetter(id);
    return letter;
  }
}

function noSuchLetter(id: string): NotFoundError {
  return new NotFoundError(`There is no dead letter ${id}.`, { code: 'no_dead_letter' });
}
