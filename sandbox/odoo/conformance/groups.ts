import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json2, json2Result } from './raw-json2.ts';
import { executeKw } from './raw-xml-rpc.ts';
import type { SuiteContext } from './target.ts';

type Group = Record<string, unknown>;

/** Sums and counts by group, on meetings and leads that the suite makes itself. */
export function groupSuite({ target, mark }: SuiteContext): void {
  const own = [['name', 'like', mark]];
  const group = (named: object) =>
    json2Result<Group[]>(target, 'crm.lead/formatted_read_group', { domain: own, ...named });

  describe('leads in groups', () => {
    let ids: number[] = [];
    let partner = 0;
    beforeAll(async () => {
      const [created = 0] = await json2Result<number[]>(target, 'res.partner/create', {
        vals_list: { name: `${mark} interested` },
      });
      partner = created;
      ids = await json2Result<number[]>(target, 'crm.lead/create', {
        vals_list: [
          {
            name: `${mark} 1`,
            type: 'lead',
            expected_revenue: 100,
            date_deadline: '2027-01-15',
            partner_id: partner,
          },
          {
            name: `${mark} 2`,
            type: 'lead',
            expected_revenue: 50.5,
            date_deadline: '2027-01-20',
            partner_id: partner,
          },
          {
            name: `${mark} 3`,
            type: 'opportunity',
            expected_revenue: 10,
            date_deadline: '2027-03-01',
            partner_id: partner,
          },
        ],
      });
    });
    afterAll(async () => {
      await json2(target, 'crm.lead/unlink', { ids });
      await json2(target, 'res.partner/unlink', { ids: [partner] });
    });

    it('are counted and summed', async () => {
      expect(await group({ groupby: ['type'], aggregates: ['__count', 'expected_revenue:sum'] })).toEqual([
        { type: 'lead', __extra_domain: [['type', '=', 'lead']], __count: 2, 'expected_revenue:sum': 150.5 },
        {
          type: 'opportunity',
          __extra_domain: [['type', '=', 'opportunity']],
          __count: 1,
          'expected_revenue:sum': 10,
        },
      ]);
    });

    it('are one group without a groupby', async () => {
      const aggregates = ['__count', 'expected_revenue:max', 'expected_revenue:avg', 'type:count_distinct'];
      const [whole] = await group({ aggregates });
      expect(whole).toMatchObject({ __extra_domain: [[1, '=', 1]], __count: 3, 'expected_revenue:max': 100 });
      expect(whole?.['expected_revenue:avg']).toBeCloseTo(160.5 / 3, 6);
      expect(whole?.['type:count_distinct']).toBe(2);
    });

    it('are grouped by month, with the name of the period', async () => {
      const [january, march] = await group({ groupby: ['date_deadline:month'], aggregates: ['__count'] });
      expect(january).toEqual({
        'date_deadline:month': ['2027-01-01', expect.stringMatching(/^jan.* 2027$/i)],
        __extra_domain: ['&', ['date_deadline', '>=', '2027-01-01'], ['date_deadline', '<', '2027-02-01']],
        __count: 2,
      });
      expect(march?.__count).toBe(1);
    });

    it('are grouped by a many2one with its name, and by two things at once', async () => {
      const groups = await group({ groupby: ['partner_id', 'type'], aggregates: ['__count'] });
      expect(groups.map(({ partner_id: key, type, __count: count }) => [key, type, count])).toEqual([
        [[partner, `${mark} interested`], 'lead', 2],
        [[partner, `${mark} interested`], 'opportunity', 1],
      ]);
      expect(groups[0]?.__extra_domain).toEqual(['&', ['partner_id', '=', partner], ['type', '=', 'lead']]);
    });

    it('are ordered, limited and sifted by their sums', async () => {
      const named = { groupby: ['type'], aggregates: ['expected_revenue:sum'] };
      const ordered = await group({ ...named, order: 'expected_revenue:sum', limit: 1 });
      const sifted = await group({ ...named, aggregates: ['__count'], having: [['__count', '>', 1]] });
      expect(ordered.map(({ type }) => type)).toEqual(['opportunity']);
      expect(sifted.map(({ type }) => type)).toEqual(['lead']);
    });

    it('are still answered the old way too', async () => {
      const old = await executeKw(target, 'crm.lead', 'read_group', [
        own,
        ['expected_revenue:sum'],
        ['type'],
      ]);
      expect(old.result).toMatchObject([
        { type: 'lead', type_count: 2, expected_revenue: 150.5 },
        { type: 'opportunity', type_count: 1, expected_revenue: 10 },
      ]);
    });

    it.each([
      [{ groupby: ['nofield'] }, "Invalid field 'nofield' on model 'crm.lead'"],
      [{ groupby: ['date_deadline'] }, "Granularity not set on a date(time) field: 'date_deadline'"],
      [{ aggregates: ['nofield:sum'] }, "Invalid field 'nofield' on model 'crm.lead' for 'nofield:sum'."],
      [{ aggregates: ['expected_revenue'] }, "Aggregate method is mandatory for 'expected_revenue'"],
      [
        { aggregates: ['expected_revenue:mode'] },
        "Invalid aggregate method 'mode' for 'expected_revenue:mode'.",
      ],
    ])('are refused for %j', async (named, message) => {
      const answer = await json2(target, 'crm.lead/formatted_read_group', { domain: own, ...named });
      expect(answer).toMatchObject({ status: 500, body: { name: 'builtins.ValueError', message } });
    });
  });

  describe('meetings', () => {
    it('are found by overlap, last as long as they say, and cannot end before they begin', async () => {
      const quiet = { context: { no_mail_to_attendees: true } };
      const times = { start: '2031-05-05 10:00:00', stop: '2031-05-05 11:30:00' };
      const create = (values: object) =>
        json2(target, 'calendar.event/create', { vals_list: [values], ...quiet });
      const { body } = await create({ name: `${mark} meeting`, ...times, partner_ids: [[6, 0, [3]]] });
      const overlap = (start: string, stop: string) =>
        json2Result<number[]>(target, 'calendar.event/search', {
          domain: [
            ['start', '<', stop],
            ['stop', '>', start],
            ['name', 'like', mark],
          ],
        });
      expect(await overlap('2031-05-05 11:00:00', '2031-05-05 12:00:00')).toEqual(body);
      expect(await overlap('2031-05-05 11:30:00', '2031-05-05 12:00:00')).toEqual([]);
      const fields = ['start', 'stop', 'duration', 'partner_ids', 'allday'];
      expect(await json2Result(target, 'calendar.event/read', { ids: body, fields })).toEqual([
        { id: (body as number[])[0], ...times, duration: 1.5, partner_ids: [3], allday: false },
      ]);
      expect(await create({ name: `${mark} backwards`, start: times.stop, stop: times.start })).toMatchObject(
        {
          status: 422,
          body: { name: 'odoo.exceptions.ValidationError' },
        },
      );
      expect(await json2Result(target, 'calendar.event/unlink', { ids: body })).toBe(true);
    });
  });
}
