import type { DeadLetters, TurnQueue } from '#crews/queue/turn-queue.ts';
import { describeError, type ErrorDescription } from '#errors/describe-error.ts';
import type { QueueCommand } from './queue-command.ts';
import { letterText, letterView, listText, statsText } from './show-letters.ts';

/** Most letters that `--all` takes in one run: as many as a queue keeps. */
const mostLetters = 10_000;

export interface QueueOutcome {
  /** What is printed. */
  output: string;
  /** Whether all that was asked for was done. */
  succeeded: boolean;
}

/**
 * Does what the command says. Of several letters each is tried, whatever becomes of the others.
 *
 * @throws NotFoundError when there is no letter to show; UpstreamError when Redis does not answer.
 */
export async function runQueueCommand(
  queue: Pick<TurnQueue, 'stats' | 'deadLetters'>,
  command: QueueCommand,
): Promise<QueueOutcome> {
  const { deadLetters } = queue;
  const done = (text: string, data: unknown): QueueOutcome => ({
    output: command.json ? `${JSON.stringify(data)}\n` : text,
    succeeded: true,
  });
  switch (command.name) {
    case 'stats': {
      const stats = await queue.stats();
      return done(statsText(stats), stats);
    }
    case 'list': {
      const [letters, { dead }] = [await deadLetters.list(command.limit), await queue.stats()];
      const shown = letters.map((letter) => letterView(letter));
      return done(listText(letters, dead), { total: dead, letters: shown });
    }
    case 'show': {
      const letter = await deadLetters.find(command.ids[0]);
      return done(letterText(letter), { ...letterView(letter), error: letter.error, turn: letter.turn });
    }
    default: {
      const results = await each(deadLetters, command);
      const failed = results.filter(({ error }) => error !== undefined);
      const text = `${results.map((result) => resultLine(command.name, result)).join('\n') || 'No dead letters.'}\n`;
      return { ...done(text, { results }), succeeded: failed.length === 0 };
    }
  }
}

interface LetterResult {
  id: string;
  error?: ErrorDescription;
}

async function each(
  deadLetters: DeadLetters,
  command: Extract<QueueCommand, { name: 'replay' | 'drop' }>,
): Promise<LetterResult[]> {
  const ids = command.ids === 'all' ? (await deadLetters.list(mostLetters)).map(({ id }) => id) : command.ids;
  const results: LetterResult[] = [];
  // The oldest first, as the customers wrote them.
  for (const id of command.ids === 'all' ? ids.reverse() : ids) {
    try {
      await deadLetters[command.name](id);
      results.push({ id });
    } catch (error) {
      results.push({ id, error: describeError(error) }); // told in the output, and by the exit code
    }
  }
  return results;
}

function resultLine(name: 'replay' | 'drop', { id, error }: LetterResult): string {
  if (error) return `${id}  ${error.code}: ${error.message}`;
  return `${id}  ${name === 'replay' ? 'will be answered again' : 'dropped'}`;
}
