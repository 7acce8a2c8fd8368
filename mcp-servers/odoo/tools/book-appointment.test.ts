import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayAhead, firstFreeSlot } from '../testing/appointments.ts';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique } from '../testing/records.ts';

describe.each(apis)('book_appointment over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  let partner: number;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 2);
    partner = await createPartner(under.odoo);
  });
  afterAll(() => under.close());

  const wish = async (values: object = {}) => {
    const { start } = await firstFreeSlot(under, dayAhead(10));
    const idempotency_key = unique('visit').replace(' ', '-');
    return { partner_id: partner, start: start.local, subject: 'Visita técnica', idempotency_key, ...values };
  };
  const book = (args: object, principal?: object) =>
    under.server.call('book_appointment', { ...args }, principal);
  const countByKey = (key: string) =>
    under.odoo.searchCount('calendar.event', [['description', 'ilike', `[ref:${key}]`]]);

  test('books in local time, stores UTC and tells both', async () => {
    const args = await wish({ note: 'Portão <b>azul</b>', time_zone: 'America/Manaus' });
    const { data } = await book(args);
    expect(data).toMatchObject({ subject: 'Visita técnica', time_zone: 'America/Manaus', created: true });
    const { start } = data as { start: { utc: string; local: string } };
    expect(Date.parse(start.utc)).toBe(Date.parse(args.start));
    expect(start.local).toMatch(/-04:00$/);
    const fields = ['start', 'partner_ids', 'description', 'user_id'];
    const [event] = await under.odoo.read('calendar.event', [Number(data.appointment_id)], fields);
    expect(event?.start).toBe(start.utc.slice(0, 19).replace('T', ' '));
    expect(event?.partner_ids).toContain(partner);
    expect(event?.description).toContain('Portão &lt;b&gt;azul&lt;/b&gt;');
  });

  test('a repeated call finds its own appointment', async () => {
    const args = await wish();
    const first = (await book(args)).data;
    expect((await book(args)).data).toEqual({ ...first, created: false });
    expect(await countByKey(args.idempotency_key)).toBe(1);
  });

  test('two customers cannot have the same time', async () => {
    const args = await wish();
    const other = { ...(await wish()), partner_id: await createPartner(under.odoo) };
    const answers = await Promise.all([book(args), book(other)]);
    const refused = answers.filter(({ isError }) => isError);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.text).toMatch(/^slot_not_free: .*\nNext: .*find_free_slots/);
  });

  test('an answer that was lost after the commit is found by looking', async () => {
    const args = await wish();
    under.sandbox.faults.add({ kind: 'drop-after-commit', model: 'calendar.event', method: 'create' });
    expect((await book(args)).data).toMatchObject({ created: true });
    expect(await countByKey(args.idempotency_key)).toBe(1);
  });

  test('an unknown outcome is told, and the same call then ends it', async () => {
    const args = await wish();
    under.sandbox.faults.add({ kind: 'hang', model: 'calendar.event', method: 'create' });
    expect((await book(args)).text).toMatch(/^outcome_unknown: .*\nNext: .*same idempotency_key/);
    expect((await book(args)).data).toMatchObject({ created: true });
    expect(await countByKey(args.idempotency_key)).toBe(1);
  });

  test('a key is good for one time', async () => {
    const args = await wish();
    await book(args);
    const { start } = await wish();
    expect((await book({ ...args, start })).text).toMatch(/^idempotency_key_reused/);
  });

  test.each([
    ['a time that is over', { start: '2020-01-06T10:00' }, /^slot_not_free/],
    ['a time at night', { start: `${dayAhead(12)}T03:00` }, /^slot_not_free/],
    ['what is no time', { start: 'amanhã' }, /^invalid_input/],
    ['a key with wildcards', { idempotency_key: '%' }, /^invalid_input: .*idempotency_key/],
    ['a colleague that there is not', { staff: 'Ninguém' }, /^staff_not_found/],
  ])('refuses %s', async (_name, values, text) => {
    expect((await book(await wish(values))).text).toMatch(text);
  });

  test('a customer books for himself only', async () => {
    const { partner_id: _, ...args } = await wish();
    const principal = { customer: { partner } };
    expect((await book({ ...args, partner_id: 1 }, principal)).text).toMatch(/^invalid_input/);
    expect((await book(args, principal)).data).toMatchObject({ created: true });
  });
});
