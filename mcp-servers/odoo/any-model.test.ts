import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realOdooTargets } from '#adapters/odoo/testing/odoo-targets.ts';
import {
  apis,
  type OdooUnderTest,
  startOdooUnderTest,
  startSandboxUnderTest,
} from './testing/odoo-under-test.ts';

const realTargets = realOdooTargets(process.env);

const environment = {
  ODOO_WRITE: 'true',
  ODOO_WRITE_ALLOW: 'res.partner:*',
  ODOO_METHODS: 'res.partner.action_archive,res.partner.name_search',
};

/** The tools for any model once, from finding the model to deleting what was made, on whatever Odoo. */
const describeAnyModel = (name: string, start: () => Promise<OdooUnderTest>) =>
  describe(`any model over ${name}`, () => {
    let under: OdooUnderTest;
    let ids: number[] = [];
    const mark = `any-model ${process.pid} ${Date.now()}`;
    const own = [['ref', '=', mark]];
    const data = async <Data>(tool: string, args: object): Promise<Data> => {
      const answer = await under.server.call(tool, { model: 'res.partner', ...args });
      expect(answer.isError, answer.text).toBe(false);
      return answer.data as Data;
    };

    beforeAll(async () => {
      under = await start();
    });
    afterAll(async () => {
      const left = await under.odoo.searchRead(
        'res.partner',
        { domain: own, fields: ['id'], limit: 10 },
        { context: { active_test: false } },
      );
      await under.odoo.unlink('res.partner', [...new Set([...ids, ...left.map(({ id }) => id)])]);
      await under.close();
    });

    test('finds the model and its fields', async () => {
      const { models } = (await under.server.call('list_models', { query: 'res.partner' })).data;
      expect(models).toContainEqual({ model: 'res.partner', name: expect.any(String) });
      const { fields } = await data<{ fields: object[] }>('describe_model', { query: 'country_id' });
      expect(fields).toContainEqual(
        expect.objectContaining({ name: 'country_id', type: 'many2one', relation: 'res.country' }),
      );
    });

    test('creates once', async () => {
      const records = ['A', 'B', 'C'].map((city) => ({ name: `${mark} ${city}`, ref: mark, city }));
      const args = { records, unique_by: ['ref', 'city'] };
      type Answer = { records: { id: number; created: boolean }[] };
      const first = (await data<Answer>('create_records', args)).records;
      ids = first.map(({ id }) => id);
      expect(first.map(({ created }) => created)).toEqual([true, true, true]);
      const again = (await data<Answer>('create_records', args)).records;
      expect(again).toEqual(ids.map((id) => ({ id, created: false })));
    });

    test('counts, reads and aggregates', async () => {
      expect(await data('count_records', { domain: own })).toMatchObject({ count: 3 });
      const time_zone = 'America/Manaus';
      const read = await data('get_records', {
        ids: [ids[2], 2_000_000_000, ids[0]],
        fields: ['city', 'create_date', 'image_128', 'comment'],
        context: { time_zone },
      });
      const created = { utc: expect.stringMatching(/Z$/), local: expect.stringMatching(/-04:00$/) };
      expect(read).toMatchObject({
        records: [
          { id: ids[2], city: 'C', create_date: created, comment: null },
          { id: ids[0], city: 'A' },
        ],
        missing: [2_000_000_000],
        context: { time_zone },
      });
      expect(
        await data('aggregate_records', {
          domain: own,
          group_by: ['city'],
          aggregates: ['id:max'],
          order: 'city desc',
          limit: 2,
        }),
      ).toMatchObject({
        groups: [
          { city: 'C', count: 1, 'id:max': ids[2] },
          { city: 'B', count: 1, 'id:max': ids[1] },
        ],
        has_more: true,
        next_offset: 2,
      });
      const { groups } = await data<{ groups: object[] }>('aggregate_records', {
        domain: own,
        group_by: ['create_date:year'],
        context: { time_zone },
      });
      const from = expect.stringMatching(/^\d{4}-01-01$/);
      expect(groups).toEqual([{ 'create_date:year': { from, label: expect.any(String) }, count: 3 }]);
    });

    test('names files by links that can be read', async () => {
      const [id] = ids;
      const content = 'ação';
      const datas = Buffer.from(content).toString('base64');
      const place = { res_model: 'res.partner', res_id: id };
      await under.odoo.create('ir.attachment', { name: `${mark}.txt`, datas, ...place });
      const client = await under.server.client();
      const answer = await client.callTool({
        name: 'list_attachments',
        arguments: { model: 'res.partner', id },
      });
      const [, link] = answer.content as { type: string; uri: string; name: string }[];
      expect(link).toMatchObject({ type: 'resource_link', name: `${mark}.txt`, mimeType: 'text/plain' });
      const { contents } = await client.readResource({ uri: link?.uri ?? '' });
      await client.close();
      expect(contents).toMatchObject([{ mimeType: 'text/plain', blob: datas }]);
    });

    test('finds by times of the chosen clock, and in the chosen language', async () => {
      const count = (domain: unknown[], context: object) =>
        data<{ count: number }>('count_records', { domain: [...own, ...domain], context });
      const soon = new Date(Date.now() + 60_000).toISOString();
      expect((await count([['create_date', '<', soon]], {})).count).toBe(3);
      const manaus = new Date(Date.now() - 4 * 3_600_000 - 600_000).toISOString().slice(0, 19);
      expect((await count([['create_date', '>', manaus]], { time_zone: 'America/Manaus' })).count).toBe(3);
      expect((await count([['create_date', '>', manaus]], { time_zone: 'Pacific/Apia' })).count).toBe(3);
      const later = new Date(Date.now() + 600_000).toISOString().slice(0, 19);
      expect((await count([['create_date', '>', later]], {})).count).toBe(0);
      const { fields } = await data<{ fields: { label: string }[] }>('describe_model', {
        query: 'country_id',
        context: { language: 'en_US' },
      });
      expect(fields.map(({ label }) => label)).toContain('Country');
    });

    test('changes one at once, several after a confirmation', async () => {
      const [first, second] = ids;
      const one = { ids: [first], values: { city: 'Z' } };
      expect(await data('update_records', one)).toMatchObject({ updated: true });
      const both = { ids: [first, second], values: { city: null } };
      const shown = await data<{ confirmation_token: string }>('update_records', both);
      expect(shown).toMatchObject({ updated: false });
      const confirmed = { ...both, confirmation_token: shown.confirmation_token };
      expect(await data('update_records', confirmed)).toMatchObject({ updated: true });
      expect(await under.odoo.read('res.partner', [first ?? 0], ['city'])).toMatchObject([{ city: false }]);
    });

    test('calls listed methods only', async () => {
      const call = { method: 'action_archive', ids: ids.slice(2) };
      await data('call_method', call);
      expect(await data('count_records', { domain: own })).toMatchObject({ count: 2 });
      const found = { method: 'name_search', arguments: { name: `${mark} A` } };
      expect(await data('call_method', found)).toMatchObject({ result: [[ids[0], `${mark} A`]] });
      const { text } = await under.server.call('call_method', {
        model: 'res.partner',
        method: 'unlink',
        ids,
      });
      expect(text).toMatch(/^method_denied/);
    });

    test('deletes after a confirmation, archived records too', async () => {
      const shown = await data<{ confirmation_token: string; records: object[] }>('delete_records', { ids });
      expect(shown.records).toHaveLength(3);
      const { confirmation_token } = shown;
      expect(await data('delete_records', { ids, confirmation_token })).toMatchObject({ deleted: true });
      const context = { include_archived: true };
      expect(await data('count_records', { domain: own, context })).toMatchObject({ count: 0 });
      ids = [];
    });
  });

for (const api of apis)
  describeAnyModel(`${api}, stand-in`, () => startSandboxUnderTest(api, 15, 19, environment));
for (const version of [14, 16, 18] as const) {
  describeAnyModel(`xmlrpc, stand-in of ${version}`, () =>
    startSandboxUnderTest('xmlrpc', 15, version, environment),
  );
}
for (const target of realTargets)
  describeAnyModel(target.name, () => startOdooUnderTest(target, 15, environment));
if (realTargets.length === 0)
  test.skip('a real Odoo: left out, as ODOO_TEST_URL and its companions are not set');
