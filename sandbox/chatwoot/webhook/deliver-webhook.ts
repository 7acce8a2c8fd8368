import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { signWebhook } from './sign-webhook.ts';

export interface WebhookTiming {
  /** Longest wait for an answer. */
  timeoutMs: number;
  retryDelayMs: number;
}

export const chatwootTiming: WebhookTiming = { timeoutMs: 5_000, retryDelayMs: 3_000 };

export interface Delivery {
  url: string;
  body: string;
  /** Unsigned without it. */
  secret: string | undefined;
  /** The same for every attempt. */
  deliveryId?: string;
}

const attempts = 3;

/**
 * Posts a webhook as Chatwoot does: 429 and 500 are tried again, up to three times in all; anything else
 * that is not a success, a time-out or a refused connection fails at once.
 *
 * @returns undefined, or why it failed.
 */
export async function deliverWebhook(
  delivery: Delivery,
  timing: WebhookTiming,
  signal: AbortSignal,
): Promise<string | undefined> {
  const deliveryId = delivery.deliveryId ?? randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await post({ ...delivery, deliveryId }, timing.timeoutMs, signal);
    if (outcome === undefined) return undefined;
    const mayRetry = outcome === 'status 429' || outcome === 'status 500';
    if (!mayRetry || attempt === attempts) return outcome;
    await wait(timing.retryDelayMs, undefined, { signal });
  }
}

async function post(
  { url, body, secret, deliveryId }: Delivery & { deliveryId: string },
  timeoutMs: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json',
        'X-Chatwoot-Delivery': deliveryId,
        ...(secret ? signWebhook(body, secret) : {}),
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error && error.name === 'TimeoutError' ? 'time-out' : 'connection failed';
  }
}
