import { createHmac } from 'node:crypto';

/** The headers by which a receiver knows that Chatwoot sent this body now. */
export function signWebhook(body: string, secret: string, now = new Date()) {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const digest = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'X-Chatwoot-Timestamp': timestamp, 'X-Chatwoot-Signature': `sha256=${digest}` };
}
