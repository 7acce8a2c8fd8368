import { expect, test } from 'vitest';
import { createWorld } from '../world.ts';
import { inboxJson } from './inbox-json.ts';

test('an inbox of WhatsApp has its number and provider', () => {
  expect(inboxJson(createWorld())).toMatchObject({
    id: 3,
    name: 'WhatsApp',
    channel_type: 'Channel::Whatsapp',
    provider: 'whatsapp_cloud',
    phone_number: '+551140028922',
  });
});

test('its templates have the form of Meta, also those that were rejected', () => {
  const { message_templates } = inboxJson(createWorld());
  expect(message_templates.map(({ name, status }) => `${name}: ${status}`)).toEqual([
    'retomar_conversa: APPROVED',
    'promocao: REJECTED',
  ]);
  for (const { components, language, category } of message_templates) {
    expect(components).toEqual([{ type: 'BODY', text: expect.stringContaining('{{1}}') }]);
    expect(language).toBe('pt_BR');
    expect(['UTILITY', 'MARKETING']).toContain(category);
  }
});

test('a template that is added is shown from then on', () => {
  const world = createWorld();
  world.inbox.templates.push({
    name: 'aviso',
    language: 'pt_BR',
    category: 'UTILITY',
    status: 'APPROVED',
    text: 'Seu pedido {{1}} saiu.',
  });
  expect(inboxJson(world).message_templates.at(-1)).toMatchObject({
    name: 'aviso',
    parameter_format: 'POSITIONAL',
  });
});
