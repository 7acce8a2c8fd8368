import { z } from 'zod';
import type { Connection } from '../http/connection.ts';
import type { CallOptions, Chatwoot, CustomAttributes } from '../port.ts';
import { getConversation } from './get-conversation.ts';

const answer = z
  .object({ custom_attributes: z.record(z.string(), z.unknown()) })
  .transform(({ custom_attributes }) => custom_attributes);

/** Chatwoot only replaces all attributes of a conversation, so they are read, merged and written. */
export const setCustomAttributes =
  (connection: Connection): Chatwoot['setCustomAttributes'] =>
  (conversationId, changes, options = {}) =>
    connection.turns(`attributes ${conversationId}`, () =>
      readAndReplace(connection, conversationId, changes, options),
    );

async function readAndReplace(
  connection: Connection,
  conversationId: number,
  changes: CustomAttributes,
  options: CallOptions,
): Promise<CustomAttributes> {
  const { customAttributes } = await getConversation(connection)(conversationId, options);
  const merged = Object.entries({ ...customAttributes, ...changes }).filter(([, value]) => value !== null);
  return connection.request(
    {
      operation: 'set_custom_attributes',
      subject: `conversation ${conversationId}`,
      method: 'POST',
      path: `/conversations/${conversationId}/custom_attributes`,
      body: { custom_attributes: Object.fromEntries(merged) },
      access: '4.2',
      effect: 'repeatable',
      signal: options.signal,
    },
    answer,
  );
}
