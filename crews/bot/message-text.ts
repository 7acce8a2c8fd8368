import { z } from 'zod';

/** What the queue keeps of an incoming message; written by the webhook route, read by the worker. */
export const queuedMessageSchema = z.object({
  accountId: z.int().positive(),
  conversationId: z.int().positive(),
  messageId: z.int().positive(),
  contact: z.object({
    id: z.int().positive(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
  }),
  channel: z.string().nullable(),
  content: z.string().nullable(),
  attachments: z.array(z.object({ type: z.string(), transcribedText: z.string().optional() })),
});
export type QueuedMessage = z.infer<typeof queuedMessageSchema>;

const longestText = 4_000;

const attachmentNames: Record<string, string> = {
  audio: 'áudio sem transcrição',
  image: 'imagem',
  video: 'vídeo',
  location: 'localização',
  file: 'arquivo',
};

/** The words of a burst of messages as one text; what has no words is named, so that it is not passed over. */
export function textOf(messages: readonly QueuedMessage[]): string {
  const parts = messages.flatMap(({ content, attachments }) => [
    ...(content?.trim() ? [content.trim()] : []),
    ...attachments.map(
      ({ type, transcribedText }) => transcribedText ?? `[${attachmentNames[type] ?? type}]`,
    ),
  ]);
  return parts.join('\n').slice(0, longestText) || '[mensagem vazia]';
}

/**
 * Whether the channel vouches for the contact's phone number. On the web anyone can type any number, and a
 * number that is only claimed must not open somebody's orders.
 */
export function verifiedPhone({ channel, contact }: QueuedMessage): string | undefined {
  const vouched =
    channel === 'Channel::Whatsapp' || channel === 'Channel::TwilioSms' || channel === 'Channel::Sms';
  return vouched ? (contact.phone ?? undefined) : undefined;
}
