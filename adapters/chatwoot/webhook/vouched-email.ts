import type { MessageEvent } from './webhook-event.ts';

/** An e-mail address that more than a customer's own word stands for. */
export interface VouchedEmail {
  /**
   * `inbox`: the message came by e-mail, from this address. `widget`: the company's own site has signed it
   * (Chatwoot's identity validation). Whether either is proof depends on how they are set up.
   */
  by: 'inbox' | 'widget';
  /** In small letters. */
  address: string;
}

/**
 * Who vouches for an e-mail address of the contact; undefined where nobody does. The contact's own field is never
 * taken: on the web anyone can type any address into it, and operators change it.
 */
export function vouchedEmailOf({
  conversation,
  content_attributes,
  sender,
}: MessageEvent): VouchedEmail | undefined {
  const { channel, contact_inbox: link, meta } = conversation;
  if (!link) return undefined;
  if (channel === 'Channel::Email') {
    const address = asAddress(link.source_id);
    return address && !isOfOther(content_attributes, address) ? { by: 'inbox', address } : undefined;
  }
  // The signature is over the identifier alone: it says nothing about an address that is told beside it.
  const identifier = asAddress((sender ?? meta.sender)?.identifier);
  return link.hmac_verified && identifier ? { by: 'widget', address: identifier } : undefined;
}

/**
 * Whether an e-mail came from somebody else than the contact, such as a colleague in copy: Chatwoot names the contact
 * as the sender of every e-mail of a conversation.
 */
export function isByOther({ conversation, content_attributes }: MessageEvent): boolean {
  const address = asAddress(conversation.contact_inbox?.source_id);
  return conversation.channel === 'Channel::Email' && !!address && isOfOther(content_attributes, address);
}

function isOfOther(attributes: Record<string, unknown>, address: string): boolean {
  const from = sendersOf(attributes);
  return from.length > 0 && !(from.length === 1 && asAddress(from[0]) === address);
}

/** `content_attributes.email.from`: what the header of the e-mail says. */
function sendersOf({ email }: Record<string, unknown>): string[] {
  const from = typeof email === 'object' && email !== null && 'from' in email ? email.from : undefined;
  return [from].flat().filter((each) => typeof each === 'string');
}

function asAddress(text: string | null | undefined): string | undefined {
  const address = text?.trim().toLowerCase() ?? '';
  return /^[^\s@<>]+@[^\s@<>]+$/.test(address) && address.length <= 254 ? address : undefined;
}
