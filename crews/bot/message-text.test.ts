import { describe, expect, test } from 'vitest';
import { type QueuedMessage, queuedMessageSchema, textOf, verifiedPhone } from './message-text.ts';

const message = (changes: Partial<QueuedMessage> = {}): QueuedMessage => ({
  accountId: 7,
  conversationId: 118,
  messageId: 5001,
  contact: { id: 901, name: 'Maria', phone: '+5511999990000', email: null },
  channel: 'Channel::Whatsapp',
  content: 'oi',
  attachments: [],
  ...changes,
});

describe('the words of a burst', () => {
  test('are joined in their order', () => {
    expect(textOf([message({ content: 'oi ' }), message({ content: 'tem trena?' })])).toBe('oi\ntem trena?');
  });
  test('include what was understood of an audio', () => {
    const audio = message({ content: null, attachments: [{ type: 'audio', transcribedText: 'quero dois' }] });
    expect(textOf([audio])).toBe('quero dois');
  });
  test('name what has no words', () => {
    const types = ['audio', 'image', 'sticker'].map((type) => ({ type }));
    expect(textOf([message({ content: '', attachments: types })])).toBe(
      '[áudio sem transcrição]\n[imagem]\n[sticker]',
    );
    expect(textOf([message({ content: null })])).toBe('[mensagem vazia]');
  });
  test('are bounded', () => {
    expect(textOf([message({ content: 'x'.repeat(50_000) })])).toHaveLength(4_000);
  });
});

describe('a phone number', () => {
  test('is trusted where the channel has verified it', () => {
    expect(verifiedPhone(message())).toBe('+5511999990000');
  });
  test.each(['Channel::WebWidget', 'Channel::Api', 'Channel::Email', null])(
    'is not trusted on %s',
    (channel) => {
      expect(verifiedPhone(message({ channel }))).toBeUndefined();
    },
  );
});

test('what the queue gives back is checked, and kept to what is used', () => {
  expect(queuedMessageSchema.parse({ ...message(), canReply: true })).toEqual(message());
  expect(queuedMessageSchema.safeParse({ ...message(), conversationId: '118' }).success).toBe(false);
});
