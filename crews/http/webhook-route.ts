import { createHash, timingSafeEqual } from 'node:crypto';
import express, { Router } from 'express';
import { type SignedWebhook, verifySignature } from '#adapters/chatwoot/webhook/verify-signature.ts';
import { parseWebhookBody } from '#adapters/chatwoot/webhook/webhook-event.ts';
import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import { traceRequests } from '#service/trace-requests.ts';
import { inLogContext } from '#telemetry/log-context.ts';
import type { Logger } from '#telemetry/logger.ts';
import { traceCarrier } from '#telemetry/tracing/propagation.ts';
import { isTracing } from '#telemetry/tracing/span.ts';
import { type Inbound, inboundOf } from '../bot/inbound.ts';
import type { InboundEvent, TurnQueue } from '../queue/turn-queue.ts';
import type { TenantWebhook } from './tenant-webhook.ts';

export interface WebhookOptions {
  /** The webhook of a tenant; undefined where it has none. */
  webhookOf(tenant: string): TenantWebhook | undefined;
  queue: TurnQueue;
  logger: Logger;
}

const bodyLimit = '1mb';

/**
 * The agent bot's webhook. Chatwoot waits five seconds and repeats only after 429 and 500: so an event is
 * stored and acknowledged in milliseconds, and when it cannot be stored the answer is 500.
 */
export function webhookRoute({ webhookOf, queue, logger }: WebhookOptions): Router {
  const router = Router();
  router.post(
    '/chatwoot/:tenant/:token',
    (request, response, next) => {
      const webhook = webhookOf(String(request.params.tenant));
      if (!webhook || !isSame(String(request.params.token), webhook.token))
        throw new NotFoundError('There is no such webhook.');
      response.locals.webhook = webhook;
      inLogContext({ tenant: webhook.tenant }, next);
    },
    traceRequests(),
    express.raw({ type: () => true, limit: bodyLimit }),
    async (request, response) => {
      const webhook = response.locals.webhook as TenantWebhook;
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const signature = request.get('x-chatwoot-signature');
      const timestamp = request.get('x-chatwoot-timestamp');
      const sender = senderOf({ body, signature, timestamp }, webhook);
      const event = parseWebhookBody(body);
      const delivery = request.get('x-chatwoot-delivery');
      const answer =
        sender === 'account' && event.event !== 'conversation_typing_on'
          ? { status: 'ignored', reason: 'not_of_the_bot' }
          : await take(queue, inboundOf(event, { ...webhook, delivery }));
      logger.debug({ ...answer }, 'webhook');
      response.json(answer);
    },
  );
  return router;
}

/**
 * Which webhook of Chatwoot an event comes from. That of the account is heard only about typing: all else is the bot's,
 * and would come twice.
 *
 * @throws AccessError for a signature that is neither's.
 */
function senderOf(signed: SignedWebhook, { secret, accountSecret }: TenantWebhook): 'bot' | 'account' {
  if (!secret) return 'bot'; // an older version, which does not sign
  const signer = verifySignature(signed, accountSecret ? [secret, accountSecret] : [secret]);
  return signer === secret ? 'bot' : 'account';
}

async function take(queue: TurnQueue, inbound: Inbound): Promise<{ status: string; reason?: string }> {
  switch (inbound.kind) {
    case 'message':
      return { status: await store(queue, inbound.event) };
    case 'typing':
      // A sign that is lost costs no more than an answer that comes a little early.
      await queue.typing(inbound.conversationKey).catch(() => undefined);
      return { status: 'noted' };
    case 'ignored':
      return { status: 'ignored', reason: inbound.reason };
  }
}

/**
 * Chatwoot delivers again after 500 and 429 only; after any other status it gives up and calls a person. So a full
 * queue and one that is away are the same to it.
 */
async function store(queue: TurnQueue, event: InboundEvent) {
  try {
    return await queue.offer(isTracing() ? { ...event, trace: traceCarrier() } : event);
  } catch (error) {
    throw new UpstreamError('The event could not be stored.', { code: 'not_stored', cause: error });
  }
}

/** Compares secrets without telling by the time how much of them fits. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
