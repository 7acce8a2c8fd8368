import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner } from '../testing/records.ts';
import { fileOfField, readFileFacts } from './files.ts';
import { readRecords } from './read-records.ts';

/** The smallest PNG: one pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const place = { model: 'res.partner', id: 7, field: 'image_1920' };

describe.each(apis)('the files in fields over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api);
  });
  afterAll(() => under.close());

  const factsOf = async (ids: number[], names: string[]) => {
    const fields = await under.odoo.fieldsGet('res.partner', ['type']);
    const records = await readRecords(under.odoo, 'res.partner', ids, names, {});
    return readFileFacts(under.odoo, { model: 'res.partner', fields }, records, {});
  };

  test('have kind and size, where there is a file', async () => {
    const withFile = await createPartner(under.odoo, { image_1920: pixel });
    const without = await createPartner(under.odoo);
    const facts = await factsOf([withFile, without], ['name', 'image_1920']);
    expect([...facts]).toEqual([
      [`${withFile}/image_1920`, { mime_type: 'image/png', size: Buffer.byteLength(pixel, 'base64') }],
    ]);
  });

  test('are asked for only where there are any', async () => {
    const id = await createPartner(under.odoo, { image_1920: pixel });
    const empty = await createPartner(under.odoo);
    under.sandbox.faults.add({ kind: 'access', model: 'ir.attachment' });
    expect([...(await factsOf([id], ['name'])), ...(await factsOf([empty], ['image_1920']))]).toEqual([]);
    under.sandbox.faults.clear();
  });
});

test('a file is the address of its resource, with what Odoo keeps of it', () => {
  const facts = new Map([['7/image_1920', { mime_type: 'image/png', size: 70 }]]);
  expect(fileOfField(place, '0.07 Kb', facts)).toEqual({
    uri: 'odoo://files/res.partner/7/image_1920',
    name: 'res.partner-7-image_1920',
    mime_type: 'image/png',
    size: 70,
  });
});

test.each([
  ['70.00 bytes', 70],
  ['1.50 Kb', 1_536],
  ['2.00 Mb', 2_097_152],
  ['many', null],
  [70, null],
])('a file that Odoo works out is told by what stands in its place: %s', (told, size) => {
  expect(fileOfField(place, told)).toMatchObject({ mime_type: null, size });
});
