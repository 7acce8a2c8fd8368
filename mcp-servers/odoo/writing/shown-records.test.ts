import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner } from '../testing/records.ts';
import { showRecords } from './shown-records.ts';

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
