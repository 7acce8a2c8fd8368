import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner } from '../testing/records.ts';
import { readRecords, requireRecords } from './read-records.ts';

let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
beforeAll(async () => {
  under = await startSandboxUnderTest('json2');
});
afterAll(() => under.close());

const read = (ids: number[]) => readRecords(under.odoo, 'res.partner', ids, ['name'], {});

test('gives the records in the order of the ids, archived ones too', async () => {
  const one = await createPartner(under.odoo, { name: 'Um' });
  const two = await createPartner(under.odoo, { name: 'Dois', active: false });
  expect(await read([two, one])).toEqual([
    { id: two, name: 'Dois' },
    { id: one, name: 'Um' },
  ]);
});

test('leaves out those that do not exist', async () => {
  const one = await createPartner(under.odoo);
  expect((await read([999_998, one, 999_999])).map(({ id }) => id)).toEqual([one]);
  expect(await read([999_999])).toEqual([]);
});

test('or names them, where none may be missing', async () => {
  const one = await createPartner(under.odoo);
  const require = (ids: number[]) => requireRecords(under.odoo, 'res.partner', ids, ['name'], {});
  expect((await require([one])).map(({ id }) => id)).toEqual([one]);
  await expect(require([one, 999_998, 999_999])).rejects.toMatchObject({
    code: 'record_not_found',
    message: 'There is no res.partner with the id 999998, 999999.',
  });
});
