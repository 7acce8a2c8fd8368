import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayAhead, firstFreeSlot, type Slot } from '../testing/appointments.ts';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';

describe.each(apis)('find_free_slots over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api);
  });
  afterAll(() => under.close());

  const find = (args: object) => under.server.call('find_free_slots', { ...args });
  const slotsFrom = async (args: object) => {
    const { data, text, isError } = await find(args);
    expect(isError, text).toBe(false);
    return data.slots as Slot[];
  };

  test('offers times within working hours, by both clocks', async () => {
    const { data } = await find({ from: dayAhead(20), limit: 30 });
    expect(data).toMatchObject({ time_zone: 'America/Sao_Paulo', hours_from: 'odoo', has_more: true });
    const slots = data.slots as Slot[];
    expect(slots).toHaveLength(30);
    for (const { start, end } of slots) {
      expect(Date.parse(start.local)).toBe(Date.parse(start.utc));
      expect(Date.parse(end.utc) - Date.parse(start.utc)).toBe(3_600_000);
      expect(start.local.slice(11, 16)).toMatch(/^(08|09|10|11|13|14|15|16|17):00$/);
      expect(new Date(start.utc).getUTCDay()).not.toBe(0);
    }
  });

  test('leaves out what is taken', async () => {
    const free = await firstFreeSlot(under, dayAhead(40));
    const odooTime = (text: string) => text.slice(0, 19).replace('T', ' ');
    await under.odoo.create('calendar.event', {
      name: 'Ocupado',
      start: odooTime(free.start.utc),
      stop: odooTime(free.end.utc),
    });
    const after = await firstFreeSlot(under, dayAhead(40));
    expect(Date.parse(after.start.utc)).toBeGreaterThanOrEqual(Date.parse(free.end.utc));
  });

  test('offers nothing that is over, and long times only where they fit', async () => {
    const slots = await slotsFrom({ limit: 1 });
    expect(Date.parse(slots[0]?.start.utc ?? '')).toBeGreaterThan(Date.now());
    expect(await slotsFrom({ from: '2020-01-06', days: 5 })).toEqual([]);
    expect(await slotsFrom({ from: dayAhead(20), duration_minutes: 480 })).toEqual([]);
    expect((await slotsFrom({ from: dayAhead(20), duration_minutes: 300 })).length).toBeGreaterThan(0);
  });

  test("shows times by the customer's clock", async () => {
    const [here] = await slotsFrom({ from: dayAhead(20) });
    const [there] = await slotsFrom({ from: dayAhead(20), time_zone: 'America/Manaus' });
    expect(there?.start.utc).toBe(here?.start.utc);
    expect(there?.start.local).toMatch(/-04:00$/);
  });

  test('looks into the calendar of a colleague', async () => {
    expect((await find({ staff: 'Beatriz' })).data).toMatchObject({ staff: 'Beatriz Nunes' });
    expect((await find({ staff: 'Ninguém' })).text).toMatch(/^staff_not_found/);
  });

  test.each([
    { from: 'amanhã' },
    { days: 0 },
    { days: 32 },
    { duration_minutes: 5 },
    { time_zone: 'Brasil' },
  ])('refuses %j', async (args) => {
    expect((await find(args)).text).toMatch(/^invalid_input/);
  });
});
