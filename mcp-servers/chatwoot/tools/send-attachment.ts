import { z } from 'zod';
import type { OutgoingFile } from '#adapters/chatwoot/port.ts';
import { InputError } from '#errors/errors.ts';
import {
  conversationId,
  defineChatwootTool,
  deliveryKey,
  evenIfOpen,
  writesToCustomer,
  writeTimeoutSeconds,
} from '../define-chatwoot-tool.ts';
import { deliverUnlessRefused, deliverySchema } from '../deliver-unless-refused.ts';
import { refusalOf } from '../refusal.ts';
import type { ChatwootServices } from '../services.ts';

const input = z.object({
  conversation_id: conversationId,
  url: z.url().max(2_000).optional().describe('Where the file is fetched: a public https address.'),
  content_base64: z
    .string()
    .max(3_900_000)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be Base64')
    .optional()
    .describe('The file itself in Base64, instead of url; up to about 2.9 MB.'),
  file_name: z
    .string()
    .trim()
    .regex(/^[^/\\\p{Cc}]{1,150}$/u, 'must be a name without a path')
    .optional()
    .describe('What the customer sees as its name: needed with content_base64.'),
  media_type: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/)
    .max(100)
    .optional()
    .describe('For example application/pdf: needed with content_base64.'),
  caption: z.string().trim().min(1).max(1_024).optional().describe('Shown with it; its name when left out.'),
  delivery_key: deliveryKey,
  even_if_open: evenIfOpen,
});
type Input = z.output<typeof input>;

export const sendAttachment = defineChatwootTool({
  name: 'send_attachment',
  title: 'Send a file to the customer',
  description:
    'Sends one file, such as an invoice or a photo, to the customer of a conversation: either from a public address (url) or as Base64 (content_base64 with file_name and media_type). Refused in the same cases as send_message. After an error that says the outcome is unknown, repeat the call with the same delivery_key.',
  scope: 'chatwoot:write',
  annotations: writesToCustomer,
  timeoutSeconds: writeTimeoutSeconds,
  bound: { conversation_id: 'conversation.id' },
  input,
  output: deliverySchema,
  async handle(given, { services, signal }) {
    const { chatwoot } = services;
    requireOneSource(given);
    const conversation = await chatwoot.getConversation(given.conversation_id, { signal });
    const message = { conversationId: given.conversation_id, deliveryKey: given.delivery_key };
    return deliverUnlessRefused(
      refusalOf(conversation, given.even_if_open),
      { chatwoot, ...message, signal },
      async () => {
        const file = await fileOf(given, services, signal);
        const content = given.caption ?? file.name;
        return chatwoot.sendAttachment({ ...message, content, file }, { signal });
      },
    );
  },
});

function requireOneSource({ url, content_base64, file_name, media_type }: Input): void {
  if ((url === undefined) === (content_base64 === undefined))
    throw new InputError('The file is given either by url or by content_base64.');
  if (content_base64 !== undefined && !(file_name && media_type))
    throw new InputError('content_base64 needs file_name and media_type.');
}

async function fileOf(
  { url, content_base64, file_name, media_type }: Input,
  { fetchFile }: ChatwootServices,
  signal: AbortSignal,
): Promise<OutgoingFile> {
  const file = url
    ? await fetchFile(url, signal)
    : { name: '', type: '', bytes: new Uint8Array(Buffer.from(content_base64 ?? '', 'base64')) };
  return { ...file, name: file_name ?? file.name, type: media_type ?? file.type };
}
