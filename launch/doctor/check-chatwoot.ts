import { z } from 'zod';
import type { Config } from '#config/load-config.ts';
import { type Finding, failed, leftOut, ok, warning } from './finding.ts';

export const chatwootFix = 'Check CHATWOOT_URL, and that Chatwoot runs.';
const botsSchema = z.array(z.object({ name: z.string(), outgoing_url: z.string().nullish() }));
const versionSchema = z.object({ version: z.string() });
/** From this version on Chatwoot signs what it tells a bot. */
const signsFrom = [4, 13];

/** Tries both tokens, and looks whether a bot of the account speaks with these crews. Changes nothing. */
export async function checkChatwoot(config: Config): Promise<Finding[]> {
  const { CHATWOOT_URL: url, CHATWOOT_ACCOUNT_ID: account } = config;
  if (!url || !account) return [leftOut('chatwoot', 'CHATWOOT_URL is not set')];
  const ask = (path: string, token: string | undefined, method = 'GET') =>
    fetch(`${url}/api/v1/accounts/${account}${path}`, {
      method,
      headers: { api_access_token: token ?? '', 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify({ content: '' }) } : {}),
      signal: AbortSignal.timeout(10_000),
    });
  const about = versionSchema.safeParse(await (await fetch(`${url}/api`)).json().catch(() => undefined));
  if (!about.success) return [failed('chatwoot', `${url} is no Chatwoot`, chatwootFix)];

  const [inboxes, bots, message] = await Promise.all([
    ask('/inboxes', config.CHATWOOT_API_KEY),
    ask('/agent_bots', config.CHATWOOT_API_KEY),
    // There is no conversation 0: a valid token is told so, an invalid one is refused.
    ask('/conversations/0/messages', config.CHATWOOT_BOT_TOKEN, 'POST'),
  ]);
  return [
    ok('chatwoot', `Chatwoot ${about.data.version}`),
    tokenFinding('chatwoot user token', 'CHATWOOT_API_KEY', inboxes.status, account),
    config.CHATWOOT_BOT_TOKEN
      ? tokenFinding('chatwoot bot token', 'CHATWOOT_BOT_TOKEN', message.status, account)
      : leftOut('chatwoot bot token', 'CHATWOOT_BOT_TOKEN is not set: the user token answers customers'),
    bots.ok
      ? botFinding(config, botsSchema.parse(await bots.json()))
      : leftOut('chatwoot bot', 'only an administrator may look at the bots'),
    ...secretFindings(config, about.data.version),
  ];
}

function tokenFinding(subject: string, variable: string, status: number, account: number): Finding {
  if (status === 401 || status === 403) {
    return failed(
      subject,
      `refused in account ${account}`,
      `Set ${variable} to a valid token, and CHATWOOT_ACCOUNT_ID to its account.`,
    );
  }
  return status >= 500
    ? failed(subject, `Chatwoot answered ${status}`, chatwootFix)
    : ok(subject, 'accepted');
}

function botFinding(config: Config, bots: z.infer<typeof botsSchema>): Finding {
  const address = `${config.CREWS_URL}/chatwoot/${config.TENANT}/`;
  const bot = bots.find(({ outgoing_url: url }) => url?.startsWith(address));
  if (!bot) {
    return failed(
      'chatwoot bot',
      `no bot of the account speaks with ${address}…`,
      'Run `npm run chatwoot:setup`, with CREWS_URL as Chatwoot reaches it.',
    );
  }
  return bot.outgoing_url === `${address}${config.CHATWOOT_WEBHOOK_TOKEN}`
    ? ok('chatwoot bot', `${bot.name} speaks with ${address}…`)
    : failed(
        'chatwoot bot',
        `the webhook of ${bot.name} has another CHATWOOT_WEBHOOK_TOKEN`,
        'Run `npm run chatwoot:setup`.',
      );
}

function secretFindings(config: Config, version: string): Finding[] {
  if (config.CHATWOOT_WEBHOOK_SECRET) return [];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const signs = major > (signsFrom[0] ?? 0) || (major === signsFrom[0] && minor >= (signsFrom[1] ?? 0));
  return signs
    ? [
        warning(
          'chatwoot signature',
          'webhooks are not checked',
          "Set CHATWOOT_WEBHOOK_SECRET to the bot's secret (`npm run chatwoot:setup` tells it).",
        ),
      ]
    : [];
}
