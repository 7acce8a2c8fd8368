import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json2, json2Result } from './raw-json2.ts';
import { executeKw } from './raw-xml-rpc.ts';
import type { SuiteContext } from './target.ts';

const timestamp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Creating, reading, changing and deleting, and how values look. */
export function recordSuite({ target, mark }: SuiteContext): void {
  const read = async (ids: number[], fields: string[], rest: object = {}) =>
    json2Result<Record<string, unknown>[]>(target, 'res.partner/read', { ids, fields, ...rest });
  const create = (values: object) =>
    json2Result<number[]>(target, 'res.partner/create', { vals_list: values });

  describe('records', () => {
    let id = 0;
    beforeAll(async () => {
      const created = await create([{ name: `${mark} Ana`, email: ' Ana@Example.COM ', comment: false }]);
      id = created[0] ?? 0;
    });
    afterAll(async () => {
      const left = { domain: [['name', 'like', mark]], context: { active_test: false } };
      const ids = await json2Result<number[]>(target, 'res.partner/search', left);
      await json2(target, 'res.partner/unlink', { ids });
    });

    it('reads empty values as false, many2one as id and name, dates in UTC', async () => {
      const fields = [
        'name',
        'phone',
        'parent_id',
        'child_ids',
        'active',
        'customer_rank',
        'create_uid',
        'create_date',
      ];
      const [record] = await read([id], fields);
      expect(record).toEqual({
        id,
        name: `${mark} Ana`,
        phone: false,
        parent_id: false,
        child_ids: [],
        active: true,
        customer_rank: 0,
        create_uid: [2, expect.any(String)],
        create_date: expect.stringMatching(timestamp),
      });
    });

    it('normalizes an e-mail address', async () => {
      expect(await read([id], ['email_normalized'])).toEqual([{ id, email_normalized: 'ana@example.com' }]);
    });

    it('gives a many2one as a bare id when load is empty', async () => {
      expect(await read([id], ['create_uid'], { load: '' })).toEqual([{ id, create_uid: 2 }]);
    });

    it('leaves out what does not exist, and takes a single id for a list', async () => {
      expect(await read([id, 99_999_999], ['name'])).toHaveLength(1);
      expect(await json2Result(target, 'res.partner/read', { ids: id, fields: ['active'] })).toEqual([
        { id, active: true },
      ]);
    });

    it('always creates a list over JSON-2, but one id for one struct over XML-RPC', async () => {
      expect(await create({ name: `${mark} single` })).toEqual([expect.any(Number)]);
      expect(await create([{ name: `${mark} 1` }, { name: `${mark} 2` }])).toHaveLength(2);
      const one = await executeKw(target, 'res.partner', 'create', [{ name: `${mark} xml <&> ção` }]);
      const list = await executeKw(target, 'res.partner', 'create', [[{ name: `${mark} xml list` }]]);
      expect(one.result).toEqual(expect.any(Number));
      expect(list.result).toEqual([expect.any(Number)]);
      const [record] = await read([one.result as number], ['name']);
      expect(record?.name).toBe(`${mark} xml <&> ção`);
    });

    it('writes, and says so with true', async () => {
      expect(await json2Result(target, 'res.partner/write', { ids: [id], vals: { city: 'São Paulo' } })).toBe(
        true,
      );
      expect(await read([id], ['city'])).toEqual([{ id, city: 'São Paulo' }]);
    });

    it('names a contact after its company', async () => {
      const [company = 0] = await create({ name: `${mark} Ltda`, is_company: true });
      const [contact = 0] = await create({ name: 'Bruno', parent_id: company });
      const [record] = await read([contact], ['display_name', 'complete_name', 'commercial_partner_id']);
      expect(record).toEqual({
        id: contact,
        display_name: `${mark} Ltda, Bruno`,
        complete_name: `${mark} Ltda, Bruno`,
        commercial_partner_id: [company, `${mark} Ltda`],
      });
      await json2Result(target, 'res.partner/unlink', { ids: [contact] });
    });

    it('takes x2many commands: create, update, delete, clear, set', async () => {
      const tag = async (name: string) => {
        const created = await json2Result<number[]>(target, 'res.partner.category/create', {
          vals_list: { name },
        });
        return created[0] ?? 0;
      };
      const [first, second] = [await tag(`${mark} first`), await tag(`${mark} second`)];
      const tags = async (commands: unknown) => {
        await json2Result(target, 'res.partner/write', { ids: [id], vals: { category_id: commands } });
        const [record] = await read([id], ['category_id']);
        return record?.category_id;
      };
      expect(await tags([[6, 0, [first]]])).toEqual([first]);
      expect(await tags([[4, second]])).toEqual([first, second]);
      expect(await tags([[3, first]])).toEqual([second]);
      expect(await tags([[5]])).toEqual([]);
      expect(await tags([first, second])).toEqual([first, second]);
      expect(
        await tags([
          [1, first, { name: `${mark} renamed` }],
          [2, second],
        ]),
      ).toEqual([first]);
      const names = { ids: [first, second], fields: ['name'] };
      expect(await json2Result(target, 'res.partner.category/read', names)).toEqual([
        { id: first, name: `${mark} renamed` },
      ]);
      await json2Result(target, 'res.partner.category/unlink', { ids: [first] });
      expect(await tags([])).toEqual([]);
    });

    it('changes nothing when a part of a call fails', async () => {
      const before = await json2Result<number>(target, 'res.partner/search_count', {
        domain: [['name', 'like', mark]],
      });
      const answer = await json2(target, 'res.partner/create', { vals_list: [{ name: `${mark} lost` }, {}] });
      const after = await json2Result<number>(target, 'res.partner/search_count', {
        domain: [['name', 'like', mark]],
      });
      expect(answer.status).toBe(422);
      expect(after).toBe(before);
    });

    it('hides archived records unless asked for', async () => {
      const [archived = 0] = await create({ name: `${mark} archived` });
      await json2Result(target, 'res.partner/write', { ids: [archived], vals: { active: false } });
      const count = (rest: object) =>
        json2Result<number>(target, 'res.partner/search_count', { domain: [['id', '=', archived]], ...rest });
      expect(await count({})).toBe(0);
      expect(await count({ context: { active_test: false } })).toBe(1);
      expect(
        await count({
          domain: [
            ['id', '=', archived],
            ['active', '=', false],
          ],
        }),
      ).toBe(1);
      expect(await read([archived], ['active'])).toEqual([{ id: archived, active: false }]);
    });

    it('deletes, and then knows the record no more', async () => {
      const [gone = 0] = await create({ name: `${mark} gone` });
      expect(await json2Result(target, 'res.partner/unlink', { ids: [gone] })).toBe(true);
      expect(await read([gone], ['name'])).toEqual([]);
      expect(await json2(target, 'res.partner/unlink', { ids: [gone] })).toMatchObject({
        status: 404,
        body: {
          name: 'odoo.exceptions.MissingError',
          message: expect.stringContaining(`res.partner(${gone},)`),
        },
      });
    });

    it('posts a note and a comment, both as lists of the new id, with text escaped', async () => {
      const post = (named: object) =>
        json2Result<number[]>(target, 'res.partner/message_post', { ids: [id], ...named });
      const note = await post({ body: 'um <b>recado</b>' });
      const comment = await post({ body: 'olá', message_type: 'comment', subtype_xmlid: 'mail.mt_comment' });
      expect([...note, ...comment]).toEqual([expect.any(Number), expect.any(Number)]);
      const messages = await json2Result<Record<string, unknown>[]>(target, 'mail.message/search_read', {
        domain: [['id', 'in', [...note, ...comment]]],
        fields: ['body', 'model', 'res_id', 'message_type'],
      });
      expect(messages).toEqual([
        { id: comment[0], body: '<p>olá</p>', model: 'res.partner', res_id: id, message_type: 'comment' },
        {
          id: note[0],
          body: '<p>um &lt;b&gt;recado&lt;/b&gt;</p>',
          model: 'res.partner',
          res_id: id,
          message_type: 'notification',
        },
      ]);
    });
  });
}
