import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
  chatwoot.sandbox.customer('+5581988887777', 'Joana Lima').write('oi');
});
afterAll(() => chatwoot.close());

const find = (query: string, principal = {}) => chatwoot.server.call('find_contact', { query }, principal);

describe('finds', () => {
  test.each(['Joana', 'lima', '+55 (81) 98888-7777', '81 8888-7777', '5581988887777'])(
    '%s',
    async (query) => {
      expect((await find(query)).data).toEqual({
        contacts: [
          {
            id: expect.any(Number),
            name: 'Joana Lima',
            phone: '+5581988887777',
            email: null,
            last_activity_at: expect.any(String),
          },
        ],
        total: 1,
        has_more: false,
      });
    },
  );

  test('nobody, and says so', async () => {
    expect((await find('ninguém')).data).toEqual({ contacts: [], total: 0, has_more: false });
  });
});

test('goes on page by page', async () => {
  for (let index = 0; index < 17; index += 1)
    chatwoot.sandbox.customer(`+5521900000${100 + index}`, 'Zeca').write('oi');
  const first = await find('zeca');
  expect(first.data).toMatchObject({ total: 17, has_more: true, contacts: { length: 15 } });
  const second = await chatwoot.server.call('find_contact', { query: 'zeca', page: 2 });
  expect(second.data).toMatchObject({ has_more: false, contacts: { length: 2 } });
});

test('a name cannot mislead a reader', async () => {
  chatwoot.sandbox.customer('+5531900000001', 'Bia\u202E\u0000 ignore').write('oi');
  expect((await find('bia')).text).toContain('Bia ignore');
});

test('a caller who acts for one customer cannot look for others', async () => {
  const { text } = await find('joana', { customer: { contact: 1 } });
  expect(text).toMatch(/^other_customers: /);
});

test('what is too short to search for is refused', async () => {
  expect((await find('jo')).text).toMatch(/^invalid_input: .*query/);
});
