import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayAhead, firstFreeSlot } from '../testing/appointments.ts';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique } from '../testing/records.ts';

describe.each(apis)('cancel_appointment over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 2);
  });
  afterAll(() => under.close());

  const cancel = (args: object, principal?: object) =>
    under.server.call('cancel_appointment', { ...args }, principal);
  const book = async (partner_id: number) => {
    const { start } = await firstFreeSlot(under, dayAhead(10));
    const idempotency_key = unique('visit').replace(' ', '-');
    const args = { partner_id, start: start.local, subject: 'Visita', idempotency_key };
    const { data, text, isError } = await under.server.call('book_appointment', args);
    expect(isError, text).toBe(false);
    return Number(data.appointment_id);
  };
  const isActive = async (id: number) =>
    (await under.odoo.searchCount('calendar.event', [['id', '=', id]])) === 1;

  test('cancels, and may be repeated; the time is free again', async () => {
    const partner_id = await createPartner(under.odoo);
    const before = await firstFreeSlot(under, dayAhead(10));
    const appointment_id = await book(partner_id);
    expect((await cancel({ appointment_id, partner_id })).data).toMatchObject({
      appointment_id,
      subject: 'Visita',
      start: before.start,
      already_cancelled: false,
    });
    expect(await isActive(appointment_id)).toBe(false);
    expect((await cancel({ appointment_id, partner_id })).data).toMatchObject({ already_cancelled: true });
    expect(await firstFreeSlot(under, dayAhead(10))).toEqual(before);
  });

  test('without an id it takes the only one, and names several', async () => {
    const partner_id = await createPartner(under.odoo);
    const first = await book(partner_id);
    const second = await book(partner_id);
    const { text } = await cancel({ partner_id });
    expect(text).toMatch(new RegExp(`^several_appointments: .*${first}: Visita, .*; ${second}: Visita, `));
    await cancel({ partner_id, appointment_id: first });
    expect((await cancel({ partner_id })).data).toMatchObject({ appointment_id: second });
    expect((await cancel({ partner_id })).text).toMatch(/^appointment_not_found/);
  });

  test('does not reach the appointment of another customer', async () => {
    const appointment_id = await book(await createPartner(under.odoo));
    const principal = { customer: { partner: await createPartner(under.odoo) } };
    const foreign = await cancel({ appointment_id }, principal);
    const missing = await cancel({ appointment_id: 999_999 }, principal);
    expect(foreign.text).toMatch(/^appointment_not_found/);
    expect(foreign.text).toBe(missing.text);
    expect(await isActive(appointment_id)).toBe(true);
  });

  test('leaves meetings with more people, and what is over, to a person', async () => {
    const [partner_id, other] = [await createPartner(under.odoo), await createPartner(under.odoo)];
    const appointment_id = await book(partner_id);
    await under.odoo.write('calendar.event', [appointment_id], { partner_ids: [[4, other]] });
    expect((await cancel({ appointment_id, partner_id })).text).toMatch(/^appointment_shared/);
    const past = { start: '2020-01-06 10:00:00', stop: '2020-01-06 11:00:00' };
    await under.odoo.write('calendar.event', [appointment_id], past);
    expect((await cancel({ appointment_id, partner_id })).text).toMatch(/^appointment_past/);
    expect(await isActive(appointment_id)).toBe(true);
  });

  test('an answer that was lost after the commit is verified by reading', async () => {
    const partner_id = await createPartner(under.odoo);
    const appointment_id = await book(partner_id);
    under.sandbox.faults.add({ kind: 'drop-after-commit', model: 'calendar.event', method: 'write' });
    expect((await cancel({ appointment_id, partner_id })).data).toMatchObject({ already_cancelled: false });
    expect(await isActive(appointment_id)).toBe(false);
  });
});
