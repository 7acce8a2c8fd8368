import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const set = (conversation_id: number, attributes: unknown) =>
  chatwoot.server.call('set_custom_attributes', { conversation_id, attributes });

test('merges, and null removes', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  await set(conversation_id, { pedido: 'S0001', nota: 5, vip: true });
  const { data } = await set(conversation_id, { nota: null, origem: 'site' });
  expect(data).toEqual({ custom_attributes: { pedido: 'S0001', vip: true, origem: 'site' } });
  const shown = await chatwoot.server.call('get_conversation', { conversation_id });
  expect(shown.data).toMatchObject(data);
});

test('attributes that cannot be read are not overwritten', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  await set(conversation_id, { pedido: 'S0001' });
  chatwoot.sandbox.faults.rest.push({ match: /^GET .*\/conversations\/\d+$/, kind: 'answer', status: 500 });
  expect((await set(conversation_id, { nota: 5 })).isError).toBe(true);
  expect((await set(conversation_id, { nota: 5 })).data).toEqual({
    custom_attributes: { pedido: 'S0001', nota: 5 },
  });
});

describe('refused are', () => {
  test.each([
    ['lists', { pedidos: ['S1'] }],
    ['keys with spaces', { 'meu pedido': 'S1' }],
    ['what is no object', 'pedido=S1'],
  ])('%s', async (_name, attributes) => {
    const { conversation_id } = chatwoot.newCustomer();
    expect((await set(conversation_id, attributes)).text).toMatch(/^invalid_input: .*attributes/);
  });
});
