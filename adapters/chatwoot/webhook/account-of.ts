import type { MessageEvent } from './webhook-event.ts';

/** The account of a message, wherever the version of Chatwoot puts it. */
export function accountOf({ account, conversation }: MessageEvent): number | undefined {
  return account?.id ?? conversation.account?.id ?? conversation.messages[0]?.account_id ?? undefined;
}
