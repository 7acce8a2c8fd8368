import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayAhead, firstFreeSlot } from '../testing/appointments.ts';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner, unique } from '../testing/records.ts';

describe.each(apis)('list_appointments over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 2);
  });
  afterAll(() => under.close());

  const list = async (args: object, principal?: object) => {
    const { data, text, isError } = await under.server.call('list_appointments', { ...args }, principal);
    expect(isError, text).toBe(false);
    return data.appointments as { appointment_id: number }[];
  };
  const book = async (partner_id: number, day: string) => {
    const { start } = await firstFreeSlot(under, day);
    const idempotency_key = unique('visit').replace(' ', '-');
    const args = { partner_id, start: start.local, subject: 'Visita', idempotency_key };
    const { data } = await under.server.call('book_appointment', args);
    return { id: Number(data.appointment_id), start };
  };

  test('gives the coming ones, the next one first', async () => {
    const partner_id = await createPartner(under.odoo);
    const later = await book(partner_id, dayAhead(20));
    const next = await book(partner_id, dayAhead(10));
    const shown = await list({ partner_id, time_zone: 'America/Sao_Paulo' });
    expect(shown.map(({ appointment_id }) => appointment_id)).toEqual([next.id, later.id]);
    expect(shown[0]).toMatchObject({
      subject: 'Visita',
      start: next.start,
      time_zone: 'America/Sao_Paulo',
    });
  });

  test('leaves out what is cancelled and what is over', async () => {
    const partner_id = await createPartner(under.odoo);
    const { id: cancelled } = await book(partner_id, dayAhead(10));
    await under.server.call('cancel_appointment', { partner_id, appointment_id: cancelled });
    const { id: past } = await book(partner_id, dayAhead(10));
    const then = { start: '2020-01-06 10:00:00', stop: '2020-01-06 11:00:00' };
    await under.odoo.write('calendar.event', [past], then);
    expect(await list({ partner_id })).toEqual([]);
  });

  test('takes the customer from the token of who acts for one, and shows nobody else', async () => {
    const [own, other] = [await createPartner(under.odoo), await createPartner(under.odoo)];
    const { id } = await book(own, dayAhead(12));
    expect(await list({}, { customer: { partner: own } })).toMatchObject([{ appointment_id: id }]);
    expect(await list({}, { customer: { partner: other } })).toEqual([]);
    const named = await under.server.call(
      'list_appointments',
      { partner_id: own },
      { customer: { partner: other } },
    );
    expect(named.text).toMatch(/^invalid_input/);
    const unknown = await under.server.call('list_appointments', {}, { customer: { contact: 7 } });
    expect(unknown.text).toMatch(/^customer_not_identified/);
  });

  test('shows ten at most', async () => {
    const partner_id = await createPartner(under.odoo);
    for (let count = 0; count < 11; count += 1) await book(partner_id, dayAhead(30));
    expect(await list({ partner_id })).toHaveLength(10);
  });
});
