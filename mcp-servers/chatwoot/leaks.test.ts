import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Principal } from '#identity/principal.ts';
import { chatwootServer } from './definition.ts';
import { contactIdOf, startChatwoot, type TestChatwoot } from './testing/start-chatwoot.ts';

/** Plausible arguments of every tool, without any number of a conversation or a contact. */
const argumentsOf: Record<string, Record<string, unknown>> = {
  get_conversation: {},
  list_messages: {},
  get_transcript: { include_notes: true },
  list_conversations: { status: 'all' },
  send_message: { content: 'Olá!', delivery_key: 'a' },
  send_template: { name: 'retomar_conversa', parameters: { 1: 'Maria', 2: 'x' }, delivery_key: 'b' },
  send_options: { content: 'Sim?', options: [{ title: 'Sim' }, { title: 'Não' }], delivery_key: 'c' },
  send_attachment: {
    content_base64: 'AAAA',
    file_name: 'a.pdf',
    media_type: 'application/pdf',
    delivery_key: 'd',
  },
  send_private_note: { content: 'nota', delivery_key: 'e' },
  set_typing: { on: true },
  add_labels: { labels: ['vip'] },
  remove_labels: { labels: ['segredo'] },
  set_custom_attributes: { attributes: { pedido: null, nota: 1 } },
  find_contact: { query: 'segredo' },
  get_contact: {},
  update_contact: { name: 'Outro Nome' },
  list_teams: {},
  list_agents: {},
  list_inboxes: {},
  set_conversation_status: { status: 'pending' },
  assign_conversation: { team_id: 1 },
  hand_off: { note: 'resumo', delivery_key: 'f' },
};

let chatwoot: TestChatwoot;
let victim: { conversation_id: number; contact_id: number };
let attacker: Partial<Principal>;
let before: unknown[];

const stateOfVictim = async () => {
  const { conversation_id, contact_id } = victim;
  const shown = await Promise.all([
    chatwoot.server.call('get_transcript', { conversation_id, include_notes: true }),
    chatwoot.server.call('get_conversation', { conversation_id }),
    chatwoot.server.call('get_contact', { contact_id }),
  ]);
  return shown.map(({ data }) => data);
};

beforeAll(async () => {
  chatwoot = await startChatwoot();
  const { customer, conversation_id } = chatwoot.newCustomer('Segredo da Silva');
  customer.write('meu segredo é 42');
  victim = { conversation_id, contact_id: await contactIdOf(chatwoot, conversation_id) };
  await chatwoot.server.call('add_labels', { conversation_id, labels: ['segredo'] });
  await chatwoot.server.call('set_custom_attributes', { conversation_id, attributes: { pedido: 'S1' } });
  before = await stateOfVictim();

  const own = chatwoot.newCustomer('Curioso');
  attacker = {
    customer: { contact: await contactIdOf(chatwoot, own.conversation_id), phone: own.phone },
    conversation: { account: chatwoot.sandbox.accountId, id: own.conversation_id },
  };
});
afterAll(() => chatwoot.close());

test('somebody who may see everything does see the secret', () => {
  for (const shown of before) expect(JSON.stringify(shown).toLowerCase()).toContain('segredo');
});

test('every tool is tried', () => {
  expect(Object.keys(argumentsOf).sort()).toEqual(chatwootServer.tools.map(({ name }) => name).sort());
});

describe.each(Object.keys(argumentsOf))('a crew that acts for another customer, by %s', (name) => {
  test('sees nothing of this one', async () => {
    const { text, isError } = await chatwoot.server.call(name, argumentsOf[name] ?? {}, attacker);
    expect(isError, text).toBe(name === 'find_contact'); // which is refused as a whole
    expect(text.toLowerCase()).not.toContain('segredo');
  });

  test('cannot name this one', async () => {
    for (const number of [{ conversation_id: victim.conversation_id }, { contact_id: victim.contact_id }]) {
      const { isError, text } = await chatwoot.server.call(
        name,
        { ...argumentsOf[name], ...number },
        attacker,
      );
      expect(isError, JSON.stringify(number)).toBe(true);
      expect(text).toMatch(/^invalid_input: /);
    }
  });
});

test('after all of that, nothing of this one has changed', async () => {
  expect(await stateOfVictim()).toEqual(before);
});
