import { ConflictError, NotFoundError } from '#errors/errors.ts';
import type { DeadLetters } from './turn-queue.ts';
import { type TurnStore, toDeadLetter } from './turn-store.ts';

/** The dead letters of a store; `wake` makes a queue look at a conversation at once. */
export function deadLettersOf(
  store: TurnStore,
  wake: (conversationKey: string) => Promise<void>,
): DeadLetters {
  return {
    list: async (limit = 100) => (await store.letters(limit)).map(toDeadLetter),
    async replay(id) {
      const letter = await store.letter(id);
      const outcome = letter ? await store.replay(letter) : 'missing';
      if (letter === undefined || outcome === 'missing') throw noSuchLetter(id);
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
}

function noSuchLetter(id: string): NotFoundError {
  return new NotFoundError(`There is no dead letter ${id}.`, { code: 'no_dead_letter' });
}
