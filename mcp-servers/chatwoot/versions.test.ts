import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, notesOn, startChatwoot, type TestChatwoot } from './testing/start-chatwoot.ts';

/** The same work with every version that has a profile: the tools make up for what an older one lacks. */
describe.each(['3.13', '4.12', '4.14', '4.16'] as const)('with Chatwoot %s', (version) => {
  let chatwoot: TestChatwoot;
  beforeAll(async () => {
    chatwoot = await startChatwoot({ version });
  });
  afterAll(() => chatwoot.close());

  async function call(name: string, args: Record<string, unknown>) {
    const { data, text, isError } = await chatwoot.server.call(name, args);
    if (isError) throw new Error(`${name}: ${text}`);
    return data;
  }

  test('a conversation from the first answer to the handoff', async () => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    await call('set_typing', { conversation_id, on: true });
    expect(customer.conversation()?.typing).toBeTruthy();
    const message = { conversation_id, content: 'Olá!', delivery_key: 'a' };
    await call('send_message', message);
    expect(await call('send_message', message)).toMatchObject({ already_sent: true });
    await call('add_labels', { conversation_id, labels: ['pedido'] });
    await call('set_custom_attributes', { conversation_id, attributes: { pedido: 'S0001' } });
    const options = [{ title: 'Sim' }, { title: 'Não' }];
    await call('send_options', { conversation_id, content: 'Confirma?', options, delivery_key: 'b' });
    const summary = 'Cliente quer confirmar o pedido S0001.';
    await call('hand_off', { conversation_id, note: summary, team_id: 1, delivery_key: 'c' });

    expect(answersTo(customer)).toEqual(['Olá!', 'Confirma?']);
    expect(notesOn(customer)).toEqual([summary]);
    expect(await call('get_conversation', { conversation_id })).toMatchObject({
      status: 'open',
      team: { name: 'vendas' },
      labels: ['pedido'],
      custom_attributes: { pedido: 'S0001' },
    });
  });

  test('the bot speaks in its own name', async () => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    await call('send_message', { conversation_id, content: 'Olá!', delivery_key: 'a' });
    expect(customer.conversation()?.messages.at(-1)?.sender).toEqual({
      kind: 'agent_bot',
      name: 'Robô da loja',
    });
  });

  test('a customer outside the 24 hours is reached by a template', async () => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    customer.letTimePass(25);
    const parameters = { 1: 'Maria', 2: 'seu pedido' };
    const template = { conversation_id, name: 'retomar_conversa', parameters, delivery_key: 'a' };
    await call('send_template', template);
    expect(answersTo(customer)).toHaveLength(1);
  });
});
