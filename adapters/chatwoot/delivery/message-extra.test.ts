import { describe, expect, test } from 'vitest';
import { messageBody } from './message-extra.ts';

const part = { content: 'Olá!', key: 'a#1', private: false };
const base = {
  content: 'Olá!',
  message_type: 'outgoing',
  private: false,
  content_attributes: { delivery_key: 'a#1' },
};

describe('a message as Chatwoot wants it', () => {
  test('a text is stamped with its key', () => {
    expect(messageBody(part, {})).toEqual(base);
    expect(messageBody({ ...part, private: true }, {})).toEqual({ ...base, private: true });
  });

  test('options stand beside the stamp', () => {
    const options = [{ title: 'Sim', value: 'sim' }];
    expect(messageBody(part, { options })).toEqual({
      ...base,
      content_type: 'input_select',
      content_attributes: { delivery_key: 'a#1', items: options },
    });
  });

  test('a template is named with its values', () => {
    const template = { name: 'retomar', language: 'pt_BR', category: 'UTILITY', values: { 1: 'Maria' } };
    expect(messageBody(part, { template })).toEqual({
      ...base,
      template_params: {
        name: 'retomar',
        language: 'pt_BR',
        category: 'UTILITY',
        processed_params: { 1: 'Maria' },
      },
    });
  });

  test('a file goes in a form', async () => {
    const file = { name: 'boleto.pdf', type: 'application/pdf', bytes: new Uint8Array([37, 80]) };
    const form = messageBody(part, { file }) as FormData;
    expect([...form.keys()]).toEqual([
      'content',
      'message_type',
      'content_attributes[delivery_key]',
      'attachments[]',
    ]);
    const sent = form.get('attachments[]') as File;
    expect([sent.name, sent.type, sent.size]).toEqual(['boleto.pdf', 'application/pdf', 2]);
    expect(form.get('content_attributes[delivery_key]')).toBe('a#1');
  });

  test('none of them ever has a source id, which would suppress it', () => {
    const template = { name: 'a', language: 'b', category: 'c', values: {} };
    expect(JSON.stringify(messageBody(part, { options: [], template }))).not.toContain('source_id');
  });
});
