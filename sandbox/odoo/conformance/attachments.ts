import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json2, json2Result } from './raw-json2.ts';
import type { SuiteContext } from './target.ts';

/** The smallest PNG: one pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

type Rows = Record<string, unknown>[];

/** Files: in fields, and attached to records. */
export function attachmentSuite({ target, mark }: SuiteContext): void {
  const create = async (model: string, values: object) => {
    const [id = 0] = await json2Result<number[]>(target, `${model}/create`, { vals_list: [values] });
    return id;
  };
  const attachments = (domain: unknown[]) =>
    json2Result<Rows>(target, 'ir.attachment/search_read', {
      domain: [['res_model', '=', 'res.partner'], ...domain],
      fields: ['name', 'res_field', 'mimetype', 'file_size'],
    });

  describe('attachments', () => {
    let partner = 0;
    let attached = 0;
    beforeAll(async () => {
      partner = await create('res.partner', { name: `${mark} files`, image_1920: pixel });
      const place = { res_model: 'res.partner', res_id: partner };
      attached = await create('ir.attachment', { name: 'contrato.pdf', datas: pdf, ...place });
    });
    afterAll(() => json2(target, 'res.partner/unlink', { ids: [partner] }));

    it('tells kind and size of what is attached', async () => {
      expect(await attachments([['res_id', '=', partner]])).toEqual([
        { id: attached, name: 'contrato.pdf', res_field: false, mimetype: 'application/pdf', file_size: 15 },
      ]);
    });

    it('keeps the file of a field as an attachment that only a search for it finds', async () => {
      const fields = ['res_field', 'in', ['image_1920']];
      expect(await attachments([['res_id', '=', partner], fields])).toMatchObject([
        { name: 'image_1920', res_field: 'image_1920', mimetype: 'image/png', file_size: expect.any(Number) },
      ]);
    });

    it('drops the file of a field that is emptied, and all of a record that is deleted', async () => {
      await json2Result(target, 'res.partner/write', { ids: [partner], vals: { image_1920: false } });
      expect(
        await attachments([
          ['res_id', '=', partner],
          ['res_field', '=', 'image_1920'],
        ]),
      ).toEqual([]);
      await json2Result(target, 'res.partner/unlink', { ids: [partner] });
      expect(await attachments([['res_id', '=', partner]])).toEqual([]);
    });
  });
}
