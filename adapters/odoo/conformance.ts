import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Odoo, OdooApi } from './port.ts';

/** An Odoo that the suite may write to; it removes what it creates. */
export interface ConformanceTarget {
  api: OdooApi;
  /** A connection with valid credentials. */
  odoo: Odoo;
  /** The same with a wrong key or password. */
  stranger: Odoo;
  /** The same with a database that there is not. */
  elsewhere: Odoo;
  close(): Promise<void>;
}

/** What every implementation of the port does alike, on whatever Odoo. */
export function describeOdooConformance(name: string, connect: () => Promise<ConformanceTarget>): void {
  describe(`the Odoo port over ${name}`, () => {
    let target: ConformanceTarget;
    let odoo: Odoo;
    const created: number[] = [];
    const mark = `conformance ${process.pid} ${Date.now()}`;
    const createPartner = async (values: Record<string, unknown> = {}) => {
      const id = await odoo.create('res.partner', { name: mark, ...values });
      created.push(id);
      return id;
    };

    beforeAll(async () => {
      target = await connect();
      odoo = target.odoo;
    });
    afterAll(async () => {
      if (created.length > 0) await odoo.unlink('res.partner', created);
      await target.close();
    });

    test('tells its version and the API in use', async () => {
      const version = await odoo.version();
      expect(version.api).toBe(target.api);
      expect(version.series).toBeGreaterThanOrEqual(14);
      expect(version.text).toContain(String(version.series));
    });

    test('creates, reads, changes and removes a record', async () => {
      const id = await createPartner({ email: 'ana@example.com' });
      const [record] = await odoo.read('res.partner', [id], ['name', 'email', 'vat', 'country_id']);
      expect(record).toEqual({ id, name: mark, email: 'ana@example.com', vat: false, country_id: false });
      await odoo.write('res.partner', [id], { email: false, city: 'São Paulo' });
      expect(await odoo.read('res.partner', [id], ['email', 'city'])).toEqual([
        { id, email: false, city: 'São Paulo' },
      ]);
      const other = await odoo.create('res.partner', { name: mark });
      await odoo.unlink('res.partner', [other]);
      expect(await odoo.searchCount('res.partner', [['id', '=', other]])).toBe(0);
    });

    test('creates several records at once, in order, or none of them', async () => {
      const ref = `${mark} many`;
      const ids = await odoo.createMany(
        'res.partner',
        ['A', 'B', 'C'].map((city) => ({ name: mark, ref, city })),
      );
      created.push(...ids);
      const records = await odoo.read('res.partner', ids, ['city']);
      expect(ids.map((id) => records.find((record) => record.id === id)?.city)).toEqual(['A', 'B', 'C']);
      await expect(
        odoo.createMany('res.partner', [
          { name: mark, ref },
          { name: false, ref },
        ]),
      ).rejects.toMatchObject({ code: 'odoo_refused' });
      expect(await odoo.searchCount('res.partner', [['ref', '=', ref]])).toBe(3);
    });

    test('carries any text unchanged', async () => {
      const text = 'Ação "1" & <b>2</b> ]]> 😀 ]]></string></value> \\ %';
      const id = await createPartner({ ref: text });
      expect(await odoo.read('res.partner', [id], ['ref'])).toEqual([{ id, ref: text }]);
      expect(await odoo.searchCount('res.partner', [['ref', '=', text]])).toBe(1);
    });

    test('searches with domain, limit, offset and order', async () => {
      const ref = `${mark} page`;
      for (const city of ['C', 'A', 'B']) await createPartner({ ref, city });
      const page = (offset: number) =>
        odoo.searchRead('res.partner', {
          domain: ['&', ['ref', '=', ref], ['city', 'in', ['A', 'B', 'C']]],
          fields: ['city'],
          limit: 2,
          offset,
          order: 'city desc, id',
        });
      expect((await page(0)).map(({ city }) => city)).toEqual(['C', 'B']);
      expect((await page(2)).map(({ city }) => city)).toEqual(['A']);
      expect(await odoo.searchCount('res.partner', [['ref', '=', ref]])).toBe(3);
    });

    test('a backslash makes a wildcard a character', async () => {
      const id = await createPartner({ ref: `${mark} 100%` });
      await createPartner({ ref: `${mark} 100 m` });
      const fitting = (pattern: string) =>
        odoo.searchRead('res.partner', { domain: [['ref', '=ilike', pattern]], fields: ['id'], limit: 3 });
      expect(await fitting(`${mark.toUpperCase()} 100\\%`)).toEqual([{ id }]);
      expect(await fitting(`${mark} 100%`)).toHaveLength(2);
    });

    test('gives a many2one as id and name', async () => {
      const parent = await createPartner({ is_company: true });
      const id = await createPartner({ parent_id: parent });
      const [record] = await odoo.read('res.partner', [id], ['parent_id']);
      expect(record?.parent_id).toEqual([parent, mark]);
    });

    test('describes fields with the attributes that were asked for', async () => {
      const fields = await odoo.fieldsGet('res.partner', ['type', 'relation']);
      expect(fields.name).toEqual({ type: 'char' });
      expect(fields.parent_id).toMatchObject({ type: 'many2one', relation: 'res.partner' });
    });

    test('a write that answers nothing is a success', async () => {
      const id = await createPartner();
      expect(await odoo.call('res.partner', 'action_archive', { ids: [id], mode: 'write' })).toBeNull();
      expect(await odoo.read('res.partner', [id], ['active'])).toEqual([{ id, active: false }]);
    });

    test.each([
      ['an unknown model', () => odoo.searchCount('no.such.model', []), 'unknown_model'],
      [
        'an unknown method',
        () => odoo.call('res.partner', 'no_such', { mode: 'read', ids: [1] }),
        'unknown_method',
      ],
      [
        'a private method',
        () => odoo.call('res.partner', '_write', { mode: 'write', ids: [1] }),
        'odoo_access',
      ],
      ['an unknown field', () => odoo.read('res.partner', [1], ['no_such_field']), 'odoo_refused'],
      [
        'an unknown field in a domain',
        () => odoo.searchCount('res.partner', [['nope', '=', 1]]),
        'odoo_refused',
      ],
      ['an unknown value', () => odoo.create('res.partner', { nope: 1 }), 'odoo_refused'],
      ['values that Odoo refuses', () => odoo.create('res.partner', { name: false }), 'odoo_refused'],
      [
        'values that cannot be sent',
        () => odoo.create('res.partner', { name: 'a\u0000' }),
        'unsendable_value',
      ],
    ])('%s', async (_name, run, code) => {
      await expect(run()).rejects.toMatchObject({ code });
    });

    test.each(['en_US', 'pt_BR'])('a record that does not exist, told in %s', async (lang) => {
      const missing = odoo.write('res.partner', [2_000_000_000], { name: 'x' }, { context: { lang } });
      await expect(missing).rejects.toMatchObject({
        code: 'record_not_found',
        message: expect.stringContaining('there is no res.partner 2000000000'),
      });
      expect(await odoo.searchCount('res.partner', [['id', '=', 2_000_000_000]])).toBe(0);
    });

    test('a stranger learns nothing', async () => {
      const error: unknown = await target.stranger
        .searchCount('res.partner', [])
        .catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: 'AccessError', code: 'odoo_credentials' });
    });

    test('a database that there is not is told, with the setting that names it', async () => {
      const error: unknown = await target.elsewhere
        .searchCount('res.partner', [])
        .catch((caught: unknown) => caught);
      // JSON-2 gets no further than a page that knows no such address.
      expect(error).toMatchObject({ code: target.api === 'json2' ? 'odoo_bad_answer' : 'odoo_database' });
      expect(error).toMatchObject({ fix: expect.stringContaining('ODOO_DB') });
    });

    test('no error shows a traceback', async () => {
      const error: unknown = await odoo.read('res.partner', [1], ['nope']).catch((caught: unknown) => caught);
      expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/Traceback|File "|\.py/);
    });
  });
}
