import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner } from '../testing/records.ts';
import { showBefore, showRecords } from './shown-records.ts';

let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
beforeAll(async () => {
  under = await startSandboxUnderTest('json2');
});
afterAll(() => under.close());

const show = (...ids: number[]) => showRecords(under.odoo, 'res.partner', ids, {});

test('gives the names of the records, and when each was changed', async () => {
  const one = await createPartner(under.odoo, { name: 'Um' });
  const two = await createPartner(under.odoo, { name: 'Dois', active: false });
  const { records, states } = await show(two, one);
  expect(records).toEqual([
    { id: two, name: 'Dois' },
    { id: one, name: 'Um' },
  ]);
  expect(states).toEqual([
    [two, expect.stringMatching(/^\d{4}-/)],
    [one, expect.stringMatching(/^\d{4}-/)],
  ]);
});

test('names those that do not exist', async () => {
  const one = await createPartner(under.odoo);
  await expect(show(one, 999_999)).rejects.toMatchObject({
    code: 'record_not_found',
    message: expect.stringContaining('999999'),
  });
});

test('shows what stands in the fields that would change, unless it is too much', async () => {
  const one = await createPartner(under.odoo, { name: 'Um', city: 'Natal', comment: '<p>Olá</p>' });
  const shown = await show(one);
  const view = { model: 'res.partner', fields: await under.odoo.fieldsGet('res.partner', ['type']) };
  const before = (tokens: number) =>
    showBefore(under.odoo, shown, { fields: ['city', 'comment', 'email'], view, tokens }, {});
  expect(await before(100)).toEqual([
    { id: one, name: 'Um', before: { city: 'Natal', comment: 'Olá', email: null } },
  ]);
  expect(await before(10)).toEqual([{ id: one, name: 'Um' }]);
});
