import { createHmac, timingSafeEqual } from 'node:crypto';
import { AccessError } from '#errors/errors.ts';

/** What Chatwoot sent, as it arrived: the headers' values and the body before any parsing. */
export interface SignedWebhook {
  body: Uint8Array;
  /** `X-Chatwoot-Signature`: `sha256=` and 64 hex digits. */
  signature: string | undefined;
  /** `X-Chatwoot-Timestamp`: unix seconds. */
  timestamp: string | undefined;
}

const toleranceSeconds = 5 * 60;

/**
 * Accepts a webhook only when the owner of one of the secrets signed exactly this body within the last five minutes
 * (or, for a clock that runs ahead, the next five).
 *
 * @returns the secret that it is signed with: each webhook of Chatwoot has its own.
 * @throws AccessError with code `signature_missing`, `signature_malformed`, `signature_stale` or
 * `signature_wrong`.
 */
export function verifySignature(
  webhook: SignedWebhook,
  secrets: readonly string[],
  now = new Date(),
): string {
  const { body, signature, timestamp } = webhook;
  if (!signature || !timestamp) {
    throw new AccessError('The webhook is not signed.', {
      code: 'signature_missing',
      fix: 'Give the agent bot a webhook secret in Chatwoot (4.13 or later).',
    });
  }
  if (!/^sha256=[0-9a-f]{64}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) {
    throw new AccessError('The signature of the webhook has not the form that Chatwoot uses.', {
      code: 'signature_malformed',
    });
  }
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) {
    throw new AccessError('The webhook was signed more than five minutes from now.', {
      code: 'signature_stale',
      fix: 'Compare the clocks of both machines; an old delivery is not accepted again.',
    });
  }
  const given = Buffer.from(signature.slice('sha256='.length), 'hex');
  const signer = secrets.find((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest(), given),
  );
  if (signer !== undefined) return signer;
  throw new AccessError('The signature of the webhook does not fit its content.', {
    code: 'signature_wrong',
    fix:
      'Set CHATWOOT_WEBHOOK_SECRET to the secret of the agent bot, and CHATWOOT_ACCOUNT_WEBHOOK_SECRET to that of the ' +
      'webhook that tells of typing.',
  });
}
