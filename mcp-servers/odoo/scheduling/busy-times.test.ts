import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner } from '../testing/records.ts';
import { readBusyTimes } from './busy-times.ts';

describe('readBusyTimes', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  let partner: number;
  beforeAll(async () => {
    under = await startSandboxUnderTest('xmlrpc');
  });
  afterAll(() => under.close());

  const meet = async (start: string, stop: string, values: object = {}) => {
    partner = await createPartner(under.odoo);
    await under.odoo.create('calendar.event', {
      name: 'Reunião',
      start,
      stop,
      partner_ids: [[6, 0, [partner]]],
      ...values,
    });
  };
  const busyOn = async (day: string) => {
    const start = Date.parse(`${day}T03:00Z`);
    const busy = await readBusyTimes(
      under.odoo,
      partner,
      { start, end: start + 86_400_000 },
      'America/Sao_Paulo',
      {},
    );
    return busy.map((each) => [each.start, each.end].map((time) => new Date(time).toISOString()));
  };

  test('gives the meetings of a person, and only of that person', async () => {
    await meet('2025-02-03 14:00:00', '2025-02-03 15:00:00');
    expect(await busyOn('2025-02-03')).toEqual([['2025-02-03T14:00:00.000Z', '2025-02-03T15:00:00.000Z']]);
    expect(await busyOn('2025-02-04')).toEqual([]);
    partner = await createPartner(under.odoo);
    expect(await busyOn('2025-02-03')).toEqual([]);
  });

  test('a meeting that reaches into the day counts', async () => {
    await meet('2025-02-02 23:00:00', '2025-02-03 12:00:00');
    expect(await busyOn('2025-02-03')).toHaveLength(1);
  });

  test('what is shown as free or was cancelled does not', async () => {
    await meet('2025-02-03 14:00:00', '2025-02-03 15:00:00', { show_as: 'free' });
    expect(await busyOn('2025-02-03')).toEqual([]);
    await meet('2025-02-03 14:00:00', '2025-02-03 15:00:00', { active: false });
    expect(await busyOn('2025-02-03')).toEqual([]);
  });

  test('a whole day lasts from midnight to midnight where the person is', async () => {
    await meet('2025-02-03 08:00:00', '2025-02-04 18:00:00', { allday: true });
    const both = [['2025-02-03T03:00:00.000Z', '2025-02-05T03:00:00.000Z']];
    expect(await busyOn('2025-02-03')).toEqual(both);
    expect(await busyOn('2025-02-04')).toEqual(both);
    expect(await busyOn('2025-02-05')).toEqual([]);
  });
});
