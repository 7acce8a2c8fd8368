import { parseArgs } from 'node:util';
import { z } from 'zod';
import { InputError } from '#errors/errors.ts';

export const queueUsage = `npm run queue -- <command>: the turns that were given up (dead letters)

  list               the newest ones: why, whose, how old   --limit N (50)
  show <id>          one of them, with the customer's words
  replay <id>…       answers them again, before anything else of their conversations
  drop <id>…         forgets them
  stats              what waits, what runs, what is dead

  --all              replay or drop every one of them
  --json             for programs
  REDIS_URL, REDIS_PASSWORD   the queue; a queue in memory ends with its process and cannot be looked at
`;

const limit = z.coerce.number().int().min(1).max(1_000).default(50);

/** What the command line asks for. */
export type QueueCommand = { json: boolean } & (
  | { name: 'list'; limit: number }
  | { name: 'stats' }
  | { name: 'show'; ids: [string] }
  | { name: 'replay' | 'drop'; ids: string[] | 'all' }
);

/** @throws InputError for what is not understood. */
export function parseQueueCommand(args: string[]): QueueCommand {
  const { values, positionals } = parse(args);
  const { json, all } = values;
  const [name = 'list', ...ids] = positionals;
  switch (name) {
    case 'list': {
      const parsed = limit.safeParse(values.limit);
      if (!parsed.success) throw wrong('--limit must be a number from 1 to 1000');
      return { name, limit: parsed.data, json };
    }
    case 'stats':
      return { name, json };
    case 'show': {
      const [id, ...more] = ids;
      if (!id || more.length > 0) throw wrong('show needs the id of one dead letter');
      return { name, ids: [id], json };
    }
    case 'replay':
    case 'drop':
      if (all === ids.length > 0) throw wrong(`${name} needs ids, or --all`);
      return { name, ids: all ? 'all' : ids, json };
    default:
      throw wrong(`there is no command ${name}`);
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        limit: { type: 'string' },
        all: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : 'unknown option', cause);
  }
}

function wrong(problem: string, cause?: unknown): InputError {
  return new InputError(`npm run queue: ${problem}.`, {
    fix: 'npm run queue -- --help shows the commands.',
    cause,
  });
}
