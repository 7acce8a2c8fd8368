import type { Language } from '#config/business-schema.ts';
import { describeMoment } from '#config/describe-hours.ts';
import type { Slot } from './state.ts';

/** When a slot begins, as the customer reads it: "segunda, 23/11, às 14h". */
export function describeSlot({ start }: Pick<Slot, 'start'>, language: Language): string {
  return describeMoment({ date: dateOf(start), time: timeOf(start) }, language);
}

/** `2026-11-23` by the local clock. */
export function dateOf({ local }: Slot['start']): string {
  return local.slice(0, 10);
}

/** `14:00` by the local clock. */
export function timeOf({ local }: Slot['start']): string {
  return local.slice(11, 16);
}
