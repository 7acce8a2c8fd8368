import { describe, expect, test } from 'vitest';
import { textOf } from './message-text.ts';
import { type CustomerMessage, customerMessageSchema, type QueuedAttachment } from './queued-message.ts';

const message = (changes: Partial<CustomerMessage> = {}): CustomerMessage => ({
  kind: 'message',
  accountId: 7,
  conversationId: 118,
  messageId: 5001,
  contact: { id: 901, name: 'Maria', phone: '+5511999990000', email: null },
  channel: 'Channel::Whatsapp',
  content: 'oi',
  contentAttributes: {},
  attachments: [],
  ...changes,
});

const attachment = (type: string, changes: Partial<QueuedAttachment> = {}): QueuedAttachment => ({
  type,
  dataUrl: null,
  ...changes,
});

describe('the words of a burst', () => {
  test('are joined in their order', () => {
    expect(textOf([message({ content: 'oi ' }), message({ content: 'tem trena?' })])).toBe('oi\ntem trena?');
  });
  test('include what was understood of an audio', () => {
    const audio = message({
      content: null,
      attachments: [attachment('audio', { transcribedText: 'quero dois' })],
    });
    expect(textOf([audio])).toBe('quero dois');
  });
  test('name what has no words', () => {
    const types = ['audio', 'image', 'sticker'].map((type) => attachment(type));
    expect(textOf([message({ content: '', attachments: types })])).toBe(
      '[áudio sem transcrição]\n[imagem]\n[sticker]',
    );
    expect(textOf([message({ content: null })])).toBe('[mensagem vazia]');
  });
  test('say where a place is, and what was sent', () => {
    const place = attachment('location', { latitude: -23.55, longitude: 0, title: 'Casa' });
    expect(textOf([message({ content: null, attachments: [place] })])).toBe('[localização: Casa, -23.55, 0]');
    const file = attachment('file', { title: 'nota.pdf' });
    expect(textOf([message({ attachments: [file] })])).toBe('oi\n[arquivo: nota.pdf]');
  });
  test('show the message that they reply to, in short', () => {
    const reply = message({ content: 'esse', contentAttributes: { in_reply_to: 70 } });
    const quoted = new Map([[70, `1. *Trena*\n${'x'.repeat(900)}`]]);
    const [quote = '', words] = textOf([reply], quoted).split('\n');
    expect(quote).toMatch(/^\[em resposta a: "1\. \*Trena\* x+…"\]$/);
    expect(quote.length).toBeLessThan(230);
    expect(words).toBe('esse');
    expect(textOf([reply])).toBe('esse');
  });
  test('are bounded', () => {
    expect(textOf([message({ content: 'x'.repeat(50_000) })])).toHaveLength(4_000);
  });
});

test('what the queue gives back is checked, and kept to what is used', () => {
  expect(customerMessageSchema.parse({ ...message(), canReply: true })).toEqual(message());
  expect(customerMessageSchema.safeParse({ ...message(), conversationId: '118' }).success).toBe(false);
});

test('what an earlier version has queued can still be answered', () => {
  const { kind: _kind, contentAttributes: _attributes, ...older } = message();
  const queued = { ...older, attachments: [{ type: 'image' }] };
  expect(customerMessageSchema.parse(queued)).toEqual(message({ attachments: [attachment('image')] }));
});
