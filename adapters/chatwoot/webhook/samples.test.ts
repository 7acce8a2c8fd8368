import { describe, expect, test } from 'vitest';
import { sampleEvents } from '#sandbox/chatwoot/testing/reference.ts';
import { incomingMessageOf } from './incoming-message.ts';
import { parseWebhookEvent } from './webhook-event.ts';

const samples = sampleEvents();

const verdicts: Record<string, object> = {
  message_created: { messageId: 5001, content: 'Cadê meu pedido?', contact: { id: 901 } },
  'message_created.audio': { messageId: 5002, attachments: [{ type: 'audio' }] },
  'message_created.location': {
    messageId: 5003,
    attachments: [{ type: 'location', latitude: -23.55, longitude: -46.63, title: 'Casa, Av. Paulista 1' }],
  },
  'message_updated.form': { ignored: 'not_a_new_message' },
  conversation_opened: { ignored: 'not_a_new_message' },
  conversation_resolved: { ignored: 'not_a_new_message' },
  conversation_status_changed: { ignored: 'not_a_new_message' },
  conversation_updated: { ignored: 'not_a_new_message' },
  webwidget_triggered: { ignored: 'not_a_new_message' },
};

describe.skipIf(!samples)('the samples of Chatwoot events', () => {
  test('there is a verdict for each', () => {
    expect(Object.keys(samples ?? {}).sort()).toEqual(Object.keys(verdicts).sort());
  });

  test.each(Object.keys(verdicts))('%s is read and judged rightly', (name) => {
    const event = parseWebhookEvent(samples?.[name]);
    expect(event.event).toBe(name.split('.')[0]);
    expect(incomingMessageOf(event)).toMatchObject(verdicts[name] ?? {});
  });

  test('no sample is taken for an unknown event', () => {
    for (const sample of Object.values(samples ?? {}))
      expect(parseWebhookEvent(sample).event).not.toBe('unknown');
  });
});
