import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realOdooTargets } from '#adapters/odoo/testing/odoo-targets.ts';
import {
  apis,
  type OdooUnderTest,
  startOdooUnderTest,
  startSandboxUnderTest,
} from '../testing/odoo-under-test.ts';
import { createPartner } from '../testing/records.ts';

/** The smallest PNG: one pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const describeTemplates = (name: string, start: () => Promise<OdooUnderTest>) =>
  describe(`resources with variables over ${name}`, () => {
    let under: OdooUnderTest;
    let partner = 0;
    const mark = `resources ${process.pid} ${Date.now()}`;
    beforeAll(async () => {
      under = await start();
      partner = await createPartner(under.odoo, { name: mark, comment: '<p>Olá</p>', image_1920: pixel });
    });
    afterAll(async () => {
      await under.odoo.unlink('res.partner', [partner]);
      await under.close();
    });

    const read = async (uri: string, principal?: object) => {
      const client = await under.server.client(principal);
      try {
        const { contents } = await client.readResource({ uri });
        return contents[0] as { mimeType: string; text?: string; blob?: string };
      } finally {
        await client.close();
      }
    };
    const complete = async (uri: string, name: string, value: string, given: Record<string, string> = {}) => {
      const client = await under.server.client();
      try {
        const ref = { type: 'ref/resource' as const, uri };
        const answer = await client.complete({
          ref,
          argument: { name, value },
          context: { arguments: given },
        });
        return answer.completion.values;
      } finally {
        await client.close();
      }
    };

    test('are listed with what they are good for', async () => {
      const client = await under.server.client();
      const { resourceTemplates } = await client.listResourceTemplates().finally(() => client.close());
      expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
        'odoo://models/{model}',
        'odoo://records/{model}/{id}',
        'odoo://files/{model}/{id}/{field}',
        'odoo://attachments/{id}',
      ]);
      for (const { title, description } of resourceTemplates) expect(title && description).toBeTruthy();
    });

    test('describe a model', async () => {
      const { mimeType, text = '' } = await read('odoo://models/res.partner');
      expect(mimeType).toBe('application/json');
      const { model, fields, omitted } = JSON.parse(text);
      expect(model).toBe('res.partner');
      const names = [...fields.map((field: { name: string }) => field.name), ...omitted];
      expect(names).toContain('email');
      expect(names.filter((field) => /token|signup/.test(field))).toEqual([]);
    });

    test('show a record', async () => {
      const { text = '' } = await read(`odoo://records/res.partner/${partner}`);
      expect(JSON.parse(text)).toMatchObject({ model: 'res.partner', id: partner, name: mark });
    });

    test('a record names its file, and the file is read', async () => {
      const args = { model: 'res.partner', ids: [partner], fields: ['image_1920', 'comment'] };
      const client = await under.server.client();
      const answer = await client.callTool({ name: 'get_records', arguments: args });
      await client.close();
      const [text, link] = answer.content as { type: string; text?: string; uri: string }[];
      const image_1920 = { uri: link?.uri, mime_type: 'image/png', size: expect.any(Number) };
      expect(answer.structuredContent).toMatchObject({ records: [{ comment: 'Olá', image_1920 }] });
      expect(text?.text).toBe(JSON.stringify(answer.structuredContent));
      expect(link).toMatchObject({
        type: 'resource_link',
        uri: `odoo://files/res.partner/${partner}/image_1920`,
        name: `res.partner-${partner}-image_1920`,
        mimeType: 'image/png',
      });
      const file = await read(link?.uri ?? '');
      expect(file.mimeType).toBe('image/png');
      expect(file.blob?.startsWith('iVBORw0KGgo')).toBe(true);
    });

    test.each([
      ['a closed model', 'odoo://models/res.users'],
      ['a record of a closed model', 'odoo://records/ir.rule/1'],
      ['a record that is not there', 'odoo://records/res.partner/2000000000'],
      ['what is no id', 'odoo://records/res.partner/1e3'],
      ['a field that holds no file', 'odoo://files/res.partner/1/name'],
      ['a secret field', 'odoo://files/res.partner/1/signup_token'],
    ])('%s is refused', async (_name, uri) => {
      await expect(read(uri)).rejects.toMatchObject({ code: -32_602 });
    });

    test('an empty file does not exist', async () => {
      await under.odoo.write('res.partner', [partner], { image_1920: false });
      await expect(read(`odoo://files/res.partner/${partner}/image_1920`)).rejects.toThrow('no file');
      await under.odoo.write('res.partner', [partner], { image_1920: pixel });
    });

    test('are nothing for a caller who acts for a customer', async () => {
      const principal = { customer: { partner } };
      for (const uri of [
        'odoo://models',
        'odoo://models/res.partner',
        `odoo://records/res.partner/${partner}`,
      ]) {
        await expect(read(uri, principal)).rejects.toThrow('not open to a caller who acts for a customer');
      }
    });

    test('complete models, records and fields', async () => {
      const template = 'odoo://files/{model}/{id}/{field}';
      for (const uri of [template, 'odoo://models/{model}', 'odoo://records/{model}/{id}']) {
        expect((await complete(uri, 'model', 'sale.or'))[0]).toBe('sale.order');
      }
      expect(await complete(template, 'model', 'res.users')).toEqual([]);
      const given = { model: 'res.partner' };
      expect(await complete(template, 'id', mark, given)).toEqual([String(partner)]);
      expect(await complete('odoo://records/{model}/{id}', 'id', mark, given)).toEqual([String(partner)]);
      expect(await complete(template, 'id', String(partner), given)).toContain(String(partner));
      expect(await complete(template, 'id', '', {})).toEqual([]);
      expect(await complete(template, 'field', 'image_1', given)).toContain('image_1920');
    });
  });

for (const api of apis) describeTemplates(`${api}, stand-in`, () => startSandboxUnderTest(api));
const realTargets = realOdooTargets(process.env);
for (const target of realTargets) describeTemplates(target.name, () => startOdooUnderTest(target));
if (realTargets.length === 0)
  test.skip('a real Odoo: left out, as ODOO_TEST_URL and its companions are not set');
