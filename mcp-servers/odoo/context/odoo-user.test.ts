import { expect, test, vi } from 'vitest';
import type { Odoo } from '#adapters/odoo/port.ts';
import { UpstreamError } from '#errors/errors.ts';
import { rememberUser } from './odoo-user.ts';

const record = {
  id: 7,
  partner_id: [70, 'Bot'],
  company_id: [1, 'Loja'],
  lang: 'pt_BR',
  tz: 'America/Sao_Paulo',
};
const answering = (...answers: object[]) =>
  vi.fn<Odoo['searchRead']>(async () => answers as Awaited<ReturnType<Odoo['searchRead']>>);

test('gives the user of this login, and asks once', async () => {
  const searchRead = answering(record);
  const user = rememberUser({ searchRead }, 'bot');
  const [one, other] = await Promise.all([user({}), user({})]);
  expect(one).toEqual({
    id: 7,
    partner: 70,
    company: 1,
    language: 'pt_BR',
    timeZone: 'America/Sao_Paulo',
  });
  expect(other).toBe(one);
  expect(searchRead).toHaveBeenCalledTimes(1);
  expect(searchRead.mock.calls[0]?.[1].domain).toEqual([['login', '=', 'bot']]);
});

test('without language and time zone it is English and UTC', async () => {
  const user = rememberUser({ searchRead: answering({ ...record, lang: false, tz: false }) }, 'bot');
  expect(await user({})).toMatchObject({ language: 'en_US', timeZone: 'UTC' });
});

test('a failure is not remembered, and who gives up does not disturb others', async () => {
  const searchRead = answering(record).mockRejectedValueOnce(new UpstreamError('down'));
  const user = rememberUser({ searchRead }, 'bot');
  await expect(user({})).rejects.toThrow('down');
  const signal = AbortSignal.abort(new Error('gone'));
  await expect(user({ signal })).rejects.toThrow('gone');
  expect(await user({})).toMatchObject({ id: 7 });
});

test('a user who may not see itself is told so', async () => {
  await expect(rememberUser({ searchRead: answering() }, 'bot')({})).rejects.toMatchObject({
    code: 'odoo_access',
  });
});
