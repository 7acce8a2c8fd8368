import { parseArgs } from 'node:util';
import { z } from 'zod';
import { InputError } from '#errors/errors.ts';

export const setupUsage = `npm run chatwoot:setup -- [options]: makes the agent bot in Chatwoot and connects it

  --inbox N          the inbox that it answers in; not needed where there is only one
  --name TEXT        its name in Chatwoot ("MCP First")
  --replace          also where another bot answers in the inbox
  --conversation N   the conversation of the test; the newest of the inbox by default
  --no-test          does not test the way from Chatwoot to the bot and back
  --dry-run          says what it would do, and does nothing

  CHATWOOT_URL, CHATWOOT_ACCOUNT_ID, CHATWOOT_API_KEY (of an administrator)   Chatwoot
  CREWS_URL, TENANT, CHATWOOT_WEBHOOK_TOKEN                                   where Chatwoot reaches crews
`;

const number = z.coerce.number().int().positive().optional();

export interface SetupCommand {
  inbox: number | undefined;
  name: string | undefined;
  conversation: number | undefined;
  replace: boolean;
  test: boolean;
  dryRun: boolean;
}

/** @throws InputError for what is not understood. */
export function parseSetupCommand(args: string[]): SetupCommand {
  const values = parse(args);
  return {
    inbox: numberIn(values.inbox, '--inbox'),
    conversation: numberIn(values.conversation, '--conversation'),
    name: values.name,
    replace: values.replace,
    test: !values['no-test'],
    dryRun: values['dry-run'],
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        inbox: { type: 'string' },
        name: { type: 'string' },
        conversation: { type: 'string' },
        replace: { type: 'boolean', default: false },
        'no-test': { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : 'unknown option', cause);
  }
}

function numberIn(text: string | undefined, option: string): number | undefined {
  const parsed = number.safeParse(text);
  if (!parsed.success) throw wrong(`${option} must be a number of Chatwoot`);
  return parsed.data;
}

function wrong(problem: string, cause?: unknown): InputError {
  return new InputError(`npm run chatwoot:setup: ${problem}.`, {
    fix: 'npm run chatwoot:setup -- --help shows the options.',
    cause,
  });
}
