import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Exchange } from '#sandbox/chatwoot/rest/exchange.ts';
import { type SandboxChatwoot, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { createChatwootClient } from '../chatwoot-client.ts';
import type { Chatwoot } from '../port.ts';

let sandbox: SandboxChatwoot;
let chatwoot: Chatwoot;
let exchanges: Exchange[];

beforeEach(async () => {
  exchanges = [];
  sandbox = await startSandboxChatwoot({ onExchange: (exchange) => exchanges.push(exchange) });
  chatwoot = createChatwootClient(sandbox);
});
afterEach(() => sandbox.close());

const write = (name: string, phone: string) => sandbox.customer(phone, name).write('oi');
const onlyContact = async (text: string) => {
  const { contacts } = await chatwoot.findContacts(text);
  expect(contacts).toHaveLength(1);
  return contacts[0] ?? expect.unreachable('no contact');
};

describe('finding', () => {
  test.each(['+5511999990001', 'São & Filhos', '100% Feliz?', 'a=b#c/d'])(
    '%s, whatever is in it',
    async (text) => {
      write(text.startsWith('+') ? 'Maria' : text, '+5511999990001');
      write('Outra', '+5521888880002');
      expect((await onlyContact(text)).phone).toBe('+5511999990001');
    },
  );

  test('goes page by page, and tells how many there are', async () => {
    for (let index = 0; index < 17; index += 1) write('Zeca', `+55219000001${10 + index}`);
    const first = await chatwoot.findContacts('zeca');
    const second = await chatwoot.findContacts('zeca', { page: 2 });
    expect([first.contacts.length, second.contacts.length, first.total]).toEqual([15, 2, 17]);
    const ids = new Set([...first.contacts, ...second.contacts].map(({ id }) => id));
    expect(ids.size).toBe(17);
  });

  test('nothing at all is refused by Chatwoot', async () => {
    await expect(chatwoot.findContacts('')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('needs a user', async () => {
    const onlyBot = createChatwootClient({ ...sandbox, userToken: undefined });
    await expect(onlyBot.findContacts('maria')).rejects.toMatchObject({ code: 'user_token_needed' });
  });

  test('is limited more tightly than the rest, as Chatwoot does', async () => {
    // 80 a minute: 13 at once, and what would wait longer than five seconds is refused at once.
    const searches = Array.from({ length: 25 }, () => chatwoot.findContacts('x').catch(({ code }) => code));
    expect(await Promise.race(searches.slice(20))).toBe('limit_reached');
    expect((await chatwoot.listTeams()).length).toBeGreaterThan(0);
  });
});

describe('changing', () => {
  let id: number;
  beforeEach(async () => {
    write('Maria', '+5511999990001');
    ({ id } = await onlyContact('Maria'));
  });

  test('sends only what is to be changed', async () => {
    await chatwoot.updateContact(id, { name: 'Maria Silva' });
    expect(exchanges.at(-1)).toMatchObject({ method: 'put', requestBody: { name: 'Maria Silva' } });
    expect(Object.keys(exchanges.at(-1)?.requestBody as object)).toEqual(['name']);
    await chatwoot.updateContact(id, { phone: '+5511977770001', customAttributes: { cpf: '1' } });
    expect(exchanges.at(-1)?.requestBody).toEqual({
      phone_number: '+5511977770001',
      custom_attributes: { cpf: '1' },
    });
  });

  test.each([
    [{ phone: '999' }, 'Phone number should be in e164 format'],
    [{ email: 'maria' }, 'Invalid email'],
  ])('of %j to what is not valid tells the reason of Chatwoot', async (changes, reason) => {
    await expect(chatwoot.updateContact(id, changes)).rejects.toThrow(reason);
  });

  test('a lost answer may be asked for again', async () => {
    sandbox.faults.rest.push({ match: /^PUT /, kind: 'cut-after' });
    await expect(chatwoot.updateContact(id, { name: 'Ana' })).rejects.toMatchObject({
      name: 'OutcomeUnknownError',
      retryable: true,
    });
    expect(await chatwoot.updateContact(id, { name: 'Ana' })).toMatchObject({ name: 'Ana' });
  });

  test('one that does not exist is named', async () => {
    await expect(chatwoot.updateContact(7, { name: 'Ana' })).rejects.toThrow('no contact 7');
    await expect(chatwoot.listContactConversations(7)).rejects.toThrow('no contact 7');
  });
});
