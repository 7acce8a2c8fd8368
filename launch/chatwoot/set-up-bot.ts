import type { AgentBot, AgentBots, AgentBotValues } from '#adapters/chatwoot/agent-bots/port.ts';
import type { Chatwoot, Inbox } from '#adapters/chatwoot/port.ts';
import { AccessError, ConflictError, NotFoundError } from '#errors/errors.ts';

export interface SetupOptions {
  bots: AgentBots;
  chatwoot: Pick<Chatwoot, 'listInboxes' | 'listAgents'>;
  inboxId: number | undefined;
  /** Undefined keeps the name of a bot that is there. */
  name: string | undefined;
  webhookUrl: string;
  /** Chatwoot's number of the bot, where it is configured. */
  botId: number | undefined;
  /** Whether another bot of the inbox may be put aside. */
  replace: boolean;
  dryRun: boolean;
}

export interface SetupResult {
  inbox: Inbox;
  /** Undefined after a dry run that would have made it. */
  bot: AgentBot | undefined;
  /** What was done, or would be, in order. */
  steps: string[];
}

const defaultName = 'MCP First';
const description = 'Responde primeiro e chama uma pessoa quando é preciso.';

/**
 * Makes the bot or brings it up to date, and attaches it to the inbox. What is right already is left alone, so
 * that it can be run again at any time.
 *
 * @throws AccessError for a wrong token or one of no administrator; NotFoundError without such an inbox;
 *   ConflictError where another bot answers in it.
 */
export async function setUpBot(options: SetupOptions): Promise<SetupResult> {
  const { bots, dryRun } = options;
  const inbox = await findInbox(options);
  const known = await listBots(options);
  const steps: string[] = [];
  const step = async <Result>(text: string, act: () => Promise<Result>): Promise<Result | undefined> => {
    steps.push(dryRun ? `would ${text}` : text);
    return dryRun ? undefined : act();
  };

  const existing = findBot(known, options);
  const values: AgentBotValues = {
    name: options.name ?? existing?.name ?? defaultName,
    description: existing?.description || description,
    webhookUrl: options.webhookUrl,
  };
  const attached = await bots.ofInbox(inbox.id);
  if (attached && attached.id !== existing?.id && !options.replace) throw taken(inbox, attached);

  let bot: AgentBot | undefined;
  if (!existing) bot = await step(`create the bot "${values.name}"`, () => bots.create(values));
  else if (isSame(existing, values)) bot = existing;
  else
    bot = (await step(`update the bot ${existing.id}`, () => bots.update(existing.id, values))) ?? existing;

  if (!bot || attached?.id !== bot.id) {
    const botId = bot?.id;
    await step(`attach it to the inbox ${inbox.id} (${inbox.name})`, async () => {
      if (botId !== undefined) await bots.attach(inbox.id, botId);
    });
  }
  if (steps.length === 0) steps.push('everything is set up already');
  return { inbox, bot, steps };
}

async function findInbox({ chatwoot, inboxId }: SetupOptions): Promise<Inbox> {
  const inboxes = await chatwoot.listInboxes();
  const [only] = inboxes;
  if (inboxId === undefined && only && inboxes.length === 1) return only;
  const inbox = inboxes.find(({ id }) => id === inboxId);
  if (inbox) return inbox;
  const list = inboxes.map(({ id, name }) => `${id} (${name})`).join(', ') || 'none';
  throw new NotFoundError(
    inboxId === undefined ? 'There are several inboxes.' : `There is no inbox ${inboxId}.`,
    { code: 'inbox_not_found', fix: `Name one of these with --inbox: ${list}.` },
  );
}

/** Chatwoot answers 401 to a wrong token and to a person who may not do this; what both may do tells them apart. */
async function listBots({ bots, chatwoot }: SetupOptions): Promise<AgentBot[]> {
  try {
    return await bots.list();
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    await chatwoot.listAgents(); // throws again when the token itself is wrong
    throw new AccessError(
      'CHATWOOT_API_KEY belongs to somebody who is not an administrator of the account.',
      {
        code: 'not_administrator',
        cause: error,
        fix: 'Set it to the access token of an administrator (Chatwoot: profile settings) for this command.',
      },
    );
  }
}

function findBot(
  known: readonly AgentBot[],
  { botId, webhookUrl, name }: SetupOptions,
): AgentBot | undefined {
  return (
    known.find(({ id }) => id === botId) ??
    known.find((bot) => bot.webhookUrl === webhookUrl) ??
    known.find((bot) => bot.name === (name ?? defaultName))
  );
}

function isSame(bot: AgentBot, values: AgentBotValues): boolean {
  return (
    bot.name === values.name && bot.description === values.description && bot.webhookUrl === values.webhookUrl
  );
}

function taken({ id, name }: Inbox, bot: AgentBot): ConflictError {
  return new ConflictError(`In the inbox ${id} (${name}) the bot ${bot.id} ("${bot.name}") answers.`, {
    code: 'inbox_has_bot',
    fix: 'Add --replace to put it aside.',
  });
}
