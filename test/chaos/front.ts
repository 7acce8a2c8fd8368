import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random.ts';

export interface FrontOptions {
  /** The replicas of crews. */
  replicas: readonly string[];
  random: Random;
  /** How many of the webhooks reach both replicas at once; from 0 to 1. */
  copied?: number;
  /** How many come once more, long after they were answered, with what was true then; from 0 to 1. */
  stale?: number;
  /** How much later, at least; the same again at most is added. */
  staleAfterMs?: number;
}

/** What stands before the replicas. */
export interface Front {
  url: string;
  counts(): { webhooks: number; copies: number; stale: number; refused: number };
  close(): Promise<void>;
}

interface Webhook {
  path: string;
  body: string;
  headers: Record<string, string>;
}

/** Below the five seconds that Chatwoot waits. */
const patienceMs = 4_300;
const betweenTriesMs = 100;

/**
 * A load balancer as a careful company has one: it tries the replicas until one has stored the webhook. And as the
 * net has them, some webhooks arrive twice, and some again much later.
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  const { replicas, random, copied = 0.2, stale = 0.1, staleAfterMs = 5_000 } = options;
  const counts = { webhooks: 0, copies: 0, stale: 0, refused: 0 };
  const closing = new AbortController();

  const server = createServer(async (request, response) => {
    const headers = signedHeaders(request.headers);
    const webhook = { path: request.url ?? '/', body: await text(request), headers };
    counts.webhooks += 1;
    if (random.share() < copied) {
      counts.copies += 1;
      void forward(webhook);
    }
    if (random.share() < stale) void deliverLater(webhook);
    const stored = await forward(webhook);
    if (!stored) counts.refused += 1;
    response.writeHead(stored ? 200 : 500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function forward({ path, body, headers }: Webhook): Promise<boolean> {
    const deadline = Date.now() + patienceMs;
    for (let next = random.below(replicas.length); Date.now() < deadline; next += 1) {
      const target = new URL(path, replicas[next % replicas.length]);
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(deadline - Date.now() + 1)]);
      // A replica that was just killed: the next one is tried.
      const answer = await fetch(target, { method: 'POST', body, headers, signal }).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) return true;
      await sleep(betweenTriesMs);
    }
    return false;
  }
  async function deliverLater(webhook: Webhook): Promise<void> {
    const wait = staleAfterMs * (1 + random.share());
    await sleep(wait, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    if (closing.signal.aborted) return;
    counts.stale += 1;
    await forward(webhook);
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => ({ ...counts }),
    async close() {
      closing.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function signedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const names = Object.keys(headers).filter((name) => name.startsWith('x-chatwoot-'));
  return Object.fromEntries(names.map((name) => [name, String(headers[name])]));
}
