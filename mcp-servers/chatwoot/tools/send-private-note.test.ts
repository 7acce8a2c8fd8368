import { afterAll, beforeAll, expect, test } from 'vitest';
import { answersTo, notesOn, startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const note = (args: Record<string, unknown>) => chatwoot.server.call('send_private_note', args);

test('leaves a note once for one key, which the customer does not see', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const args = { conversation_id, content: 'Quer 2 furadeiras.', delivery_key: 'note-1' };
  const first = await note(args);
  expect(first.data).toEqual({ message_id: expect.any(Number), already_sent: false });
  expect((await note(args)).data).toEqual({ ...first.data, already_sent: true });
  expect(notesOn(customer)).toEqual(['Quer 2 furadeiras.']);
  expect(answersTo(customer)).toEqual([]);
});

test('may be left whoever has the conversation, and at any time', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  customer.operator({ action: 'take_over' });
  customer.letTimePass(48);
  const { isError } = await note({ conversation_id, content: 'Veja o pedido.', delivery_key: 'note-1' });
  expect(isError).toBe(false);
  expect(notesOn(customer)).toEqual(['Veja o pedido.']);
});

test('a long note stays one note', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  await note({ conversation_id, content: 'palavra '.repeat(1_000), delivery_key: 'note-1' });
  expect(notesOn(customer)).toHaveLength(1);
});
