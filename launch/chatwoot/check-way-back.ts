import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { AgentBots } from '#adapters/chatwoot/agent-bots/port.ts';
import { isPublicAddress } from '#adapters/chatwoot/files/public-address.ts';
import type { Chatwoot } from '#adapters/chatwoot/port.ts';

/** What a check has found: whether it holds, and what to do where it does not. */
export interface CheckResult {
  ok: boolean;
  text: string;
}

const patienceMs = 5_000;
const pollMs = 400;

/** Posts a signed event to crews from this machine, as Chatwoot would: is it there, with this token and secret? */
export async function probeCrews(webhookUrl: string, secret: string | null): Promise<CheckResult> {
  const body = JSON.stringify({ event: 'setup_test' });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const digest = createHmac('sha256', secret ?? '')
    .update(`${timestamp}.${body}`)
    .digest('hex');
  const signed = { 'x-chatwoot-timestamp': timestamp, 'x-chatwoot-signature': `sha256=${digest}` };
  try {
    const response = await fetch(webhookUrl, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...(secret ? signed : {}) },
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.body?.cancel();
    return verdictOf(response.status, secret);
  } catch {
    // Whatever the reason, all that follows from it is this.
    return {
      ok: false,
      text: 'crews does not answer from here: start it, or set CREWS_URL to an address that Chatwoot reaches',
    };
  }
}

function verdictOf(status: number, secret: string | null): CheckResult {
  if (status === 200) return { ok: true, text: 'crews takes signed events at this address' };
  const problems: Record<number, string> = {
    401: secret
      ? 'crews has another secret: set CHATWOOT_WEBHOOK_SECRET as above and start it again'
      : 'crews wants signed events, and this Chatwoot does not sign them: leave CHATWOOT_WEBHOOK_SECRET empty',
    404: 'crews knows no such address: it needs the same TENANT and CHATWOOT_WEBHOOK_TOKEN as this command',
  };
  return { ok: false, text: problems[status] ?? `crews answers with status ${status}: look at its log` };
}

/**
 * Lets Chatwoot itself tell the bot of an event: a private note `/bot teste`, which the customer does not see, and
 * to which the bot answers with another.
 *
 * @param options.conversationId the newest conversation of the inbox by default.
 */
export async function testWayBack(options: {
  bots: AgentBots;
  chatwoot: Pick<Chatwoot, 'listConversations' | 'listMessages'>;
  inboxId: number;
  conversationId: number | undefined;
  webhookUrl: string;
  waitMs?: number;
}): Promise<CheckResult> {
  const { bots, chatwoot, inboxId, webhookUrl, waitMs = 20_000 } = options;
  const conversationId = options.conversationId ?? (await newestIn(chatwoot, inboxId));
  if (conversationId === undefined)
    return {
      ok: true,
      text: 'the way back was not tested: the inbox has no conversation yet. Write to it once and run this again',
    };
  const noteId = await bots.leaveNote(conversationId, '/bot teste');
  const deadline = Date.now() + waitMs;
  while (Date.now() < deadline) {
    await wait(pollMs);
    const { messages } = await chatwoot.listMessages(conversationId, { limit: 20 });
    if (
      messages.some(
        ({ id, private: isNote, sender }) => id > noteId && isNote && sender?.kind === 'agent_bot',
      )
    )
      return {
        ok: true,
        text: `Chatwoot reaches the bot, and the bot Chatwoot (conversation ${conversationId})`,
      };
  }
  return {
    ok: false,
    text: `the bot did not answer the test in conversation ${conversationId}: ${hintFor(webhookUrl)}`,
  };
}

async function newestIn(chatwoot: Pick<Chatwoot, 'listConversations'>, inboxId: number) {
  const { conversations } = await chatwoot.listConversations({ status: 'all', inboxId });
  return conversations[0]?.id;
}

function hintFor(webhookUrl: string): string {
  return isPrivate(new URL(webhookUrl).hostname)
    ? 'its address is private, and newer versions of Chatwoot send no webhooks there unless Chatwoot itself runs with SAFE_FETCH_ALLOW_PRIVATE_NETWORK=true'
    : "look at crews' log, and whether Chatwoot's machine reaches the address";
}

/** An address, or a name without a domain, of no public network. */
export function isPrivate(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return !isPublicAddress(host);
  return !host.includes('.') || /\.(local|internal|lan|home|localhost)$/.test(host);
}
