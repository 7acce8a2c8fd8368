import { createAgentBots } from '#adapters/chatwoot/agent-bots/create-agent-bots.ts';
import type { AgentBot } from '#adapters/chatwoot/agent-bots/port.ts';
import { createChatwootClient } from '#adapters/chatwoot/chatwoot-client.ts';
import type { Config } from '#config/load-config.ts';
import { ConfigError } from '#errors/errors.ts';
import { probeCrews, testWayBack } from './check-way-back.ts';
import { setUpBot } from './set-up-bot.ts';
import type { SetupCommand } from './setup-command.ts';

/**
 * Sets the bot up, prints what was done and which variables follow from it, and tests the way back.
 *
 * @returns whether everything works, as far as it was tested.
 */
export async function runSetup(
  config: Config,
  command: SetupCommand,
  print: (line: string) => void,
  options: { waitMs?: number } = {},
): Promise<boolean> {
  const { CHATWOOT_URL: url, CHATWOOT_ACCOUNT_ID: accountId, CHATWOOT_API_KEY: userToken } = config;
  if (!url || !accountId || !userToken)
    throw new ConfigError('The set-up needs CHATWOOT_URL, CHATWOOT_ACCOUNT_ID and CHATWOOT_API_KEY.', {
      fix: 'Set them; the key is the access token of an administrator (Chatwoot: profile settings).',
    });
  const webhookUrl = `${config.CREWS_URL}/chatwoot/${config.TENANT}/${config.CHATWOOT_WEBHOOK_TOKEN}`;
  const settings = { url, accountId, userToken };
  const [bots, chatwoot] = [createAgentBots(settings), createChatwootClient(settings)];

  const { version } = await chatwoot.getVersion();
  print(`Chatwoot ${version} at ${url}, account ${accountId}`);
  const { inbox, bot, steps } = await setUpBot({
    ...command,
    bots,
    chatwoot,
    inboxId: command.inbox,
    webhookUrl,
    botId: config.CHATWOOT_BOT_ID,
  });
  for (const step of steps) print(`  ${step}`);
  if (command.dryRun || !bot) return true;
  printVariables(bot, print);
  if (!command.test) return true;

  const probe = await probeCrews(webhookUrl, bot.secret);
  print(`${mark(probe.ok)} ${probe.text}`);
  if (!probe.ok) return false;
  const { conversation: conversationId } = command;
  const wayBack = await testWayBack({
    bots,
    chatwoot,
    inboxId: inbox.id,
    conversationId,
    webhookUrl,
    ...options,
  });
  print(`${mark(wayBack.ok)} ${wayBack.text}`);
  return wayBack.ok;
}

/** The one place where secrets are shown: to the person who is to set them. */
function printVariables({ id, accessToken, secret }: AgentBot, print: (line: string) => void): void {
  print('Set these for crews and mcp-chatwoot:');
  print(`  CHATWOOT_BOT_ID=${id}`);
  if (accessToken) print(`  CHATWOOT_BOT_TOKEN=${accessToken}`);
  if (secret) print(`  CHATWOOT_WEBHOOK_SECRET=${secret}`);
  else
    print(
      '  (this Chatwoot does not sign the events of bots: CHATWOOT_WEBHOOK_TOKEN alone protects the address)',
    );
}

const mark = (ok: boolean) => (ok ? 'ok  ' : 'FAIL');
