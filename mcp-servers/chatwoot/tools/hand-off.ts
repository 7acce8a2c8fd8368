import { z } from 'zod';
import type { Chatwoot, Conversation } from '#adapters/chatwoot/port.ts';
import { NotFoundError } from '#errors/errors.ts';
import {
  conversationId,
  defineChatwootTool,
  deliveryKey,
  writesToCustomer,
  writeTimeoutSeconds,
} from '../define-chatwoot-tool.ts';
import { isWithHuman } from '../refusal.ts';

export const handOff = defineChatwootTool({
  name: 'hand_off',
  title: 'Hand the conversation over to people',
  description:
    'Hands a conversation over: tells the customer (message), leaves the operators a private note, assigns a team and opens the conversation, in this order. May be repeated with the same delivery_key after any error: steps that were done are not done again. After it the bot must not write to the customer.',
  scope: 'chatwoot:write',
  annotations: writesToCustomer,
  timeoutSeconds: writeTimeoutSeconds,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    message: z
      .string()
      .trim()
      .min(1)
      .max(4_000)
      .optional()
      .describe('What the customer is told; left out when a person has the conversation already.'),
    note: z
      .string()
      .trim()
      .min(1)
      .max(10_000)
      .describe('For the operators: what the customer wants, what was done, what is open.'),
    team_id: z.int().positive().optional().describe('The team that should take it.'),
    delivery_key: deliveryKey,
  }),
  output: z.object({
    status: z.literal('open'),
    message_ids: z.array(z.int()).describe('Empty when the customer was not told.'),
    note_id: z.int(),
    team: z.string().nullable(),
    warnings: z.array(z.string()).describe('What could not be done; the conversation is open all the same.'),
  }),
  async handle({ conversation_id, message, note, team_id, delivery_key }, { services, signal }) {
    const { chatwoot } = services;
    const conversation = await chatwoot.getConversation(conversation_id, { signal });
    const warnings: string[] = [];

    const message_ids = message
      ? await tellCustomer(chatwoot, conversation, message, `${delivery_key}:message`, warnings, signal)
      : [];
    const noted = await chatwoot.sendPrivateNote(
      { conversationId: conversation_id, content: note, deliveryKey: `${delivery_key}:note` },
      { signal },
    );
    const team =
      team_id === undefined
        ? (conversation.team?.name ?? null)
        : await assignTeam(chatwoot, conversation, team_id, warnings, signal);
    if (conversation.status !== 'open') await chatwoot.setStatus(conversation_id, 'open', { signal });
    return { status: 'open' as const, message_ids, note_id: noted.messageIds[0] ?? 0, team, warnings };
  },
});

/** A customer who cannot be told, or whom a person answers already, is no reason to keep the people waiting. */
async function tellCustomer(
  chatwoot: Chatwoot,
  conversation: Conversation,
  content: string,
  key: string,
  warnings: string[],
  signal: AbortSignal,
): Promise<number[]> {
  if (isWithHuman(conversation)) return [];
  if (!conversation.canReply) {
    warnings.push('The customer was not told: only a message template reaches them now.');
    return [];
  }
  const { id, channel } = conversation;
  const sent = await chatwoot.sendMessage(
    { conversationId: id, content, deliveryKey: key, channel },
    { signal },
  );
  return sent.messageIds;
}

async function assignTeam(
  chatwoot: Chatwoot,
  { id, team }: Conversation,
  teamId: number,
  warnings: string[],
  signal: AbortSignal,
): Promise<string | null> {
  if (team?.id === teamId) return team.name;
  try {
    return (await chatwoot.assignTeam(id, teamId, { signal }))?.name ?? null;
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    // A wrong setting must not leave the customer with nobody.
    warnings.push(`There is no team ${teamId}; no team was assigned.`);
    return null;
  }
}
