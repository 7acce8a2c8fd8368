import { expect } from 'vitest';
import type { OdooUnderTest } from './odoo-under-test.ts';

export interface Slot {
  start: { utc: string; local: string };
  end: { utc: string; local: string };
}

/** A day within the next weeks, far enough not to be over soon; `days` tells one test's from another's. */
export function dayAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The first free time from a day on. */
export async function firstFreeSlot(under: OdooUnderTest, from: string): Promise<Slot> {
  const { data, text, isError } = await under.server.call('find_free_slots', { from, days: 14, limit: 1 });
  expect(isError, text).toBe(false);
  const [slot] = data.slots as Slot[];
  if (!slot) throw new Error('no free time');
  return slot;
}
