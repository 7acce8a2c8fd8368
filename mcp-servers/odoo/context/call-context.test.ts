import { expect, test } from 'vitest';
import { callContext, contextArgument } from './call-context.ts';

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
  { language: 'pt-BR' },
  { time_zone: 'Brasil' },
  { company_id: 0 },
  { uid: 1 },
  { allowed_company_ids: [1] },
])('%j is refused', (given) => {
  expect(contextArgument.safeParse(given).success).toBe(false);
});
