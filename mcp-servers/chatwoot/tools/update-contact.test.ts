import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contactIdOf, startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
let contact_id: number;
let phone: string;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
beforeEach(async () => {
  const customer = chatwoot.newCustomer();
  phone = customer.phone;
  contact_id = await contactIdOf(chatwoot, customer.conversation_id);
});
afterAll(() => chatwoot.close());

const update = (args: Record<string, unknown>) =>
  chatwoot.server.call('update_contact', { contact_id, ...args });

test('changes what is given, and keeps the rest', async () => {
  await update({ custom_attributes: { cidade: 'Recife', cpf: '1' } });
  const { data } = await update({ name: 'Maria Silva', custom_attributes: { cpf: '2' } });
  expect(data).toMatchObject({
    id: contact_id,
    name: 'Maria Silva',
    phone,
    email: null,
    custom_attributes: { cidade: 'Recife', cpf: '2' },
  });
});

test('may be repeated', async () => {
  const args = { email: `c${contact_id}@casa.example` };
  expect((await update(args)).data).toEqual((await update(args)).data);
});

describe('what is refused', () => {
  test.each([
    ['nothing to change', {}, 'nothing to change'],
    ['a number of another form', { phone: '(11) 99999-0001' }, 'phone'],
    ['an address that is none', { email: 'maria' }, 'email'],
    ['a key that is none', { custom_attributes: { 'a b': 1 } }, 'custom_attributes'],
  ])('%s', async (_name, args, word) => {
    const { text } = await update(args);
    expect(text).toMatch(/^invalid_input: /);
    expect(text).toContain(word);
  });

  test('the number of another contact, in the words of Chatwoot', async () => {
    const { phone: taken } = chatwoot.newCustomer();
    expect((await update({ phone: taken })).text).toMatch(
      /^invalid_input: .*Phone number has already been taken/,
    );
  });
});

describe('a caller who acts for the customer', () => {
  const asCustomer = (args: Record<string, unknown>) =>
    chatwoot.server.call('update_contact', args, { customer: { contact: contact_id, phone } });

  test('changes that contact only', async () => {
    expect((await asCustomer({ name: 'Mariana' })).data).toMatchObject({ id: contact_id, name: 'Mariana' });
    expect((await asCustomer({ name: 'Mariana', contact_id: 1 })).text).toMatch(/^invalid_input/);
  });

  test.each([{ phone: '+5511977776666' }, { email: 'chefe@casa.example' }])(
    'cannot become somebody else by %j',
    async (args) => {
      expect((await asCustomer(args)).text).toMatch(/^identity_change: .*\nNext: .*send_private_note/);
      const { data } = await chatwoot.server.call('get_contact', { contact_id });
      expect(data).toMatchObject({ phone, email: null });
    },
  );
});
