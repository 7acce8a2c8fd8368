import { createHash } from 'node:crypto';

/** The namespace of this project's thread ids (a random UUID, fixed for good). */
const namespace = Buffer.from('6f1c2f0e9d3b4e5aa2d47c8b1f0e3d59', 'hex');

/**
 * The thread of a Chatwoot conversation: a UUID of version 5 (RFC 9562) from tenant, account and conversation,
 * so that every replica finds the same thread. Conversations are numbered per account, accounts per tenant.
 */
export function threadIdOf(tenant: string, account: number, conversation: number): string {
  const name = JSON.stringify([tenant, account, conversation]);
  const hash = createHash('sha1').update(namespace).update(name).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/** Whether an id may be that of a conversation: others that this project makes are random (version 4). */
export function hasNameOfConversation(threadId: string): boolean {
  return threadId[14] === '5';
}

/** The name under which a conversation's messages wait in the queue. */
export function conversationKeyOf(
  tenant: string,
  { accountId, conversationId }: { accountId: number; conversationId: number },
): string {
  return `${tenant}:${accountId}:${conversationId}`;
}
