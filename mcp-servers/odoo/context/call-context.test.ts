import { expect, test } from 'vitest';
import {
  callContext,
  contextArgument,
  saleContext,
  saleContextArgument,
  withSignal,
} from './call-context.ts';

const user = async () => ({
  id: 7,
  partner: 70,
  company: 1,
  language: 'pt_BR',
  timeZone: 'America/Sao_Paulo',
});
const { signal } = new AbortController();

test('without an argument it is the user, by UTC', async () => {
  expect(await callContext({ user }, undefined, signal)).toEqual({
    options: { signal, context: { lang: 'pt_BR', tz: 'UTC' } },
    timeZone: 'UTC',
    shownTimeZone: undefined,
    echo: { language: 'pt_BR', time_zone: 'UTC', company_id: 1 },
  });
});

test('what is given goes to Odoo and comes back in the answer', async () => {
  const given = { language: 'en_US', time_zone: 'America/Manaus', company_id: 3, include_archived: true };
  expect(await callContext({ user }, contextArgument.parse(given), signal)).toMatchObject({
    options: {
      context: { lang: 'en_US', tz: 'America/Manaus', allowed_company_ids: [3], active_test: false },
    },
    shownTimeZone: 'America/Manaus',
    echo: { language: 'en_US', time_zone: 'America/Manaus', company_id: 3 },
  });
});

test.each([
  { language: 'Portuguese' },
  { time_zone: 'Brasil' },
  { company_id: 0 },
  { uid: 1 },
  { allowed_company_ids: [1] },
])('%j is refused', (given) => {
  expect(contextArgument.safeParse(given).success).toBe(false);
});

test('a language may be written with a dash too', () => {
  expect(contextArgument.parse({ language: 'pt-BR' })).toEqual({ language: 'pt_BR' });
});

const principal = { subject: 'crew', tenant: 'default', scopes: ['*'] };

test('for sales the clock is that of the Odoo user unless another is chosen', async () => {
  const caller = { principal, signal };
  expect(await saleContext({ user }, undefined, caller)).toMatchObject({
    options: { context: { lang: 'pt_BR', tz: 'America/Sao_Paulo' } },
    timeZone: 'America/Sao_Paulo',
    echo: { language: 'pt_BR', time_zone: 'America/Sao_Paulo', company_id: 1 },
  });
  const given = saleContextArgument.parse({ time_zone: 'UTC', company_id: 3 });
  expect((await saleContext({ user }, given, caller)).echo).toMatchObject({
    time_zone: 'UTC',
    company_id: 3,
  });
  expect(saleContextArgument.safeParse({ include_archived: true }).success).toBe(false);
});

test('who acts for a customer chooses language and clock, but no company', async () => {
  const caller = { principal: { ...principal, customer: { partner: 7 } }, signal };
  const given = { language: 'en_US', time_zone: 'UTC' };
  expect((await saleContext({ user }, given, caller)).echo).toMatchObject(given);
  await expect(saleContext({ user }, { company_id: 1 }, caller)).rejects.toMatchObject({
    code: 'not_for_customers',
  });
});

test('the same context serves work with a signal of its own', async () => {
  const context = await callContext({ user }, undefined, signal);
  const other = AbortSignal.timeout(1_000);
  expect(withSignal(context, other)).toEqual({ ...context, options: { ...context.options, signal: other } });
});
