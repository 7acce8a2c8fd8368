import type { IncomingMessage } from '#adapters/chatwoot/webhook/incoming-message.ts';
import type { VouchedEmail } from '#adapters/chatwoot/webhook/vouched-email.ts';
import type { CustomerMessage, QueuedMessage } from './queued-message.ts';

/**
 * Whether the channel vouches for the contact's phone number. On the web anyone can type any number, and a
 * number that is only claimed must not open somebody's orders.
 */
export function verifiedPhone({
  channel,
  contact,
}: Pick<QueuedMessage, 'channel' | 'contact'>): string | undefined {
  const vouched =
    channel === 'Channel::Whatsapp' || channel === 'Channel::TwilioSms' || channel === 'Channel::Sms';
  return vouched ? (contact.phone ?? undefined) : undefined;
}

/**
 * Which e-mail address counts as proof of who writes, and whether the message is somebody else's.
 *
 * @param accepted Who is believed. Nobody unless the settings say so: the sender of an e-mail is easily forged where
 *   the company's mail server does not check it, and a widget's signature is optional in Chatwoot.
 */
export function verifiedEmail(
  { vouchedEmail, byOther }: Pick<IncomingMessage, 'vouchedEmail' | 'byOther'>,
  accepted: readonly VouchedEmail['by'][],
): Pick<CustomerMessage, 'verifiedEmail' | 'byOther'> {
  const isAccepted = vouchedEmail !== null && accepted.includes(vouchedEmail.by);
  return {
    ...(isAccepted ? { verifiedEmail: vouchedEmail.address } : {}),
    byOther: byOther && accepted.includes('inbox'),
  };
}
