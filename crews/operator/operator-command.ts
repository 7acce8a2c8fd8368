import { z } from 'zod';
import { editedLinesSchema } from '#graphs/order-creation/approval.ts';

/** What an operator can tell the bot in a private note of a conversation; an edited order comes over HTTP alone. */
export const operatorCommandSchema = z.discriminatedUnion('name', [
  z.object({ name: z.enum(['pause', 'resume', 'approve', 'summary', 'test', 'help']) }),
  z.object({ name: z.literal('reject'), reason: z.string() }),
  z.object({ name: z.literal('edit'), lines: editedLinesSchema }),
]);
export type OperatorCommand = z.output<typeof operatorCommandSchema>;

/** What can be written in a note. */
type NoteCommand = Exclude<OperatorCommand['name'], 'edit'>;

const names = new Map<string, NoteCommand>([
  ['pausar', 'pause'],
  ['pause', 'pause'],
  ['retomar', 'resume'],
  ['resume', 'resume'],
  ['aprovar', 'approve'],
  ['approve', 'approve'],
  ['rejeitar', 'reject'],
  ['reject', 'reject'],
  ['resumo', 'summary'],
  ['summary', 'summary'],
  ['teste', 'test'],
  ['test', 'test'],
]);

const longestReason = 500;

/**
 * Reads the text of a private note as a command: `/bot pausar`, in Portuguese or English. What follows `/bot` and
 * is no command asks for help, so that an operator is never left without an answer.
 *
 * @returns undefined for a note that is not for the bot.
 */
export function parseOperatorCommand(note: string): OperatorCommand | undefined {
  const match = /^\s*\/bot(?:\s+(\S+))?(?:\s+([\s\S]*\S))?\s*$/i.exec(note);
  if (!match) return undefined;
  const [, word = '', rest = ''] = match;
  const name = names.get(word.toLowerCase()) ?? 'help';
  if (name !== 'reject') return { name };
  // The reason stands in the note for those who come later, so there must be one.
  return rest === '' ? { name: 'help' } : { name, reason: rest.slice(0, longestReason) };
}
