import { describeError } from '#errors/describe-error.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { Run } from '../run.ts';
import type { RunStore } from '../run-store.ts';
import type { Resolve } from './checked-lookup.ts';
import { postWebhook } from './post-webhook.ts';
import { signWebhook } from './sign-webhook.ts';

export interface WebhookOptions {
  store: Pick<RunStore, 'takeDeliveries' | 'settleDelivery'>;
  secret: string;
  /** Hosts that may be private addresses. */
  allowedHosts: readonly string[];
  /** What the receiver is told of a run. */
  present(run: Run): object;
  logger: Logger;
  /** 8 by default: with the doubling waits about twenty minutes. */
  attempts?: number;
  /** Wait after the first failure; 10,000 by default. */
  backoffMs?: number;
  /** How often to look for what is due; 1,000 by default. */
  pollMs?: number;
  resolveName?: Resolve;
}

/** Deliveries that one replica makes side by side. */
const concurrency = 10;

/** Longer than an attempt can take: then its replica is dead, and another one tries. */
const leaseMs = 30_000;

/** Delivers the webhooks of runs that have ended, of every replica. Returns how to end. */
export function deliverWebhooks(options: WebhookOptions): () => Promise<void> {
  const { store, logger, pollMs = 1_000 } = options;
  let round: Promise<void> | undefined;
  let failing = false;

  async function deliverDue(): Promise<void> {
    try {
      const due = await store.takeDeliveries(concurrency, leaseMs);
      await Promise.all(due.map((run) => deliver(run, options)));
      failing = false;
    } catch (error) {
      // Said once an outage; the next round tries again.
      if (!failing) logger.warn({ err: error }, 'webhooks that are due could not be taken');
      failing = true;
    }
  }

  const timer = setInterval(() => {
    round ??= deliverDue().finally(() => {
      round = undefined;
    });
  }, pollMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}

async function deliver(run: Run, options: WebhookOptions): Promise<void> {
  const { store, secret, allowedHosts, present, logger, resolveName } = options;
  const { attempts = 8, backoffMs = 10_000 } = options;
  const attempt = run.delivery?.attempts ?? 1;
  const body = JSON.stringify({ type: `run.${run.status}`, timestamp: run.updatedAt, data: present(run) });
  const headers = signWebhook({ id: run.id, timestamp: Math.floor(Date.now() / 1_000), body }, secret);
  const failure = await failureOf(() =>
    postWebhook({
      ...{ url: run.webhook ?? '', headers, body, allowedHosts },
      ...(resolveName ? { resolveName } : {}),
    }),
  );
  if (!failure) return store.settleDelivery(run.id, 'delivered');
  const isFinal = attempt >= attempts || failure.code === 'private_address';
  const againInMs = Math.round(backoffMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2));
  logger.warn({ run: run.id, attempt, ...failure, final: isFinal }, 'a webhook failed');
  await store.settleDelivery(run.id, isFinal ? 'failed' : { againInMs });
}

/** Why an attempt failed: kept as the run's delivery state, not as an error of ours. */
async function failureOf(
  attempt: () => Promise<void>,
): Promise<{ code: string; reason: string } | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    const { code } = describeError(error);
    return { code, reason: error instanceof Error ? error.message : '' };
  }
}
