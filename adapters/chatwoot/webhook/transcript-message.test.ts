import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { transcriptMessageOf } from './transcript-message.ts';
import { parseWebhookEvent } from './webhook-event.ts';

const raw = JSON.parse(readFileSync(new URL('./fixtures/message-created.json', import.meta.url), 'utf8'));
const audio = (transcribed_text?: string | null) => ({ id: 1, file_type: 'audio', transcribed_text });
const read = (changes: object) =>
  transcriptMessageOf(parseWebhookEvent({ ...raw, event: 'message_updated', ...changes }));

test('a transcript that Chatwoot tells later is read, with the place of its attachment', () => {
  expect(read({ attachments: [audio(), audio('quero dois')] })).toEqual({
    accountId: 2,
    conversationId: 12,
    messageId: 31,
    contact: { id: 9, name: 'Caio', phone: '+5531988887777', email: null },
    channel: 'Channel::Whatsapp',
    transcripts: [null, 'quero dois'],
  });
});

test('the contact of an event without a sender is that of the conversation', () => {
  expect(read({ sender: null, attachments: [audio('oi')] })?.contact.name).toBe('Caio');
});

test.each([
  ['a message that has changed otherwise', { attachments: [] }],
  ['a recording without words', { attachments: [audio(null), audio('')] }],
  ['a new message', { event: 'message_created', attachments: [audio('oi')] }],
  ['a message of the company', { message_type: 'outgoing', attachments: [audio('oi')] }],
])('%s is none', (_, changes) => {
  expect(read(changes)).toBeUndefined();
});
