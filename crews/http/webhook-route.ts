import { createHash, timingSafeEqual } from 'node:crypto';
import express, { Router } from 'express';
import { incomingMessageOf } from '#adapters/chatwoot/webhook/incoming-message.ts';
import { verifySignature } from '#adapters/chatwoot/webhook/verify-signature.ts';
import { parseWebhookBody } from '#adapters/chatwoot/webhook/webhook-event.ts';
import { LimitError, NotFoundError, UpstreamError } from '#errors/errors.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { InboundEvent, TurnQueue } from '../queue/turn-queue.ts';

export interface WebhookOptions {
  tenant: string;
  /** The last part of the address. */
  token: string;
  /** Without it the address' token alone is trusted, as older versions of Chatwoot do not sign. */
  secret: string | undefined;
  queue: TurnQueue;
  logger: Logger;
}

const bodyLimit = '1mb';

/**
 * The agent bot's webhook. Chatwoot waits five seconds and repeats only after 429 and 500: so an event is
 * stored and acknowledged in milliseconds, and when it cannot be stored the answer is 500.
 */
export function webhookRoute({ tenant, token, secret, queue, logger }: WebhookOptions): Router {
  const router = Router();
  router.post(
    '/chatwoot/:tenant/:token',
    (request, _response, next) => {
      if (request.params.tenant !== tenant || !isSame(String(request.params.token), token)) {
        throw new NotFoundError('There is no such webhook.');
      }
      next();
    },
    express.raw({ type: () => true, limit: bodyLimit }),
    async (request, response) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (secret) {
        const signature = request.get('x-chatwoot-signature');
        verifySignature({ body, signature, timestamp: request.get('x-chatwoot-timestamp') }, secret);
      }
      const message = incomingMessageOf(parseWebhookBody(body));
      if ('ignored' in message) {
        response.json({ status: 'ignored', reason: message.ignored });
        return;
      }
      const delivery = request.get('x-chatwoot-delivery');
      const status = await store(queue, {
        tenant,
        conversationKey: `${tenant}:${message.accountId}:${message.conversationId}`,
        deliveryIds: [
          `message:${message.accountId}:${message.messageId}`,
          ...(delivery ? [`delivery:${delivery.slice(0, 100)}`] : []),
        ],
        message: { ...message },
      });
      logger.debug({ conversation: message.conversationId, status }, 'webhook');
      response.json({ status });
    },
  );
  return router;
}

/** Chatwoot delivers again after 500 and 429 only; after 502 to 504 it gives up and calls a person. */
async function store(queue: TurnQueue, event: InboundEvent) {
  try {
    return await queue.offer(event);
  } catch (error) {
    if (error instanceof LimitError) throw error;
    throw new UpstreamError('The event could not be stored.', { code: 'not_stored', cause: error });
  }
}

/** Compares secrets without telling by the time how much of them fits. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
