import { END } from '@langchain/langgraph';
import { describe, expect, test } from 'vitest';
import { afterBooking, afterDecision, afterLocating, afterSearch, afterUnderstanding } from './routes.ts';
import { dateOf, describeSlot, timeOf } from './slot-words.ts';
import type { Appointment, AppointmentRequest, SchedulingState, Slot } from './state.ts';

const slot: Slot = {
  start: { utc: '2026-11-23T17:30:00Z', local: '2026-11-23T14:30:00-03:00' },
  end: { utc: '2026-11-23T18:30:00Z', local: '2026-11-23T15:30:00-03:00' },
};
const request = (action: AppointmentRequest['action']): AppointmentRequest => ({
  action,
  choice: null,
  appointment: null,
  date: null,
  time: null,
  part_of_day: 'any',
});
const state = (changes: Partial<SchedulingState>) =>
  ({ request: null, chosen: null, appointment: null, decision: 'none', ...changes }) as SchedulingState;
const appointment: Appointment = { ...slot, appointment_id: 7, subject: 'Visita' };

describe('nothing is booked, moved or cancelled without a question', () => {
  test.each(['book', 'move'] as const)('%s', (action) => {
    const known = { request: request(action), appointment };
    expect(afterUnderstanding(state(known))).toBe('find');
    expect(afterUnderstanding(state({ ...known, chosen: slot }))).toBe('confirm');
  });
  test('cancel', () => {
    expect(afterUnderstanding(state({ request: request('cancel'), appointment }))).toBe('confirm');
  });
  test.each(['move', 'cancel'] as const)(
    'what is to be done (%s) with which one is found out first',
    (action) => {
      const unclear = { request: request(action), chosen: slot };
      expect(afterUnderstanding(state(unclear))).toBe('locate');
      expect(afterLocating(state(unclear))).toBe(END);
      expect(afterLocating(state({ ...unclear, appointment }))).toBe('confirm');
    },
  );
  test('free times are offered, a named one is asked about', () => {
    expect(afterSearch(state({}))).toBe(END);
    expect(afterSearch(state({ chosen: slot }))).toBe('confirm');
  });
});

test('only a clear yes is a yes', () => {
  const after = (decision: SchedulingState['decision'], action: AppointmentRequest['action'] = 'book') =>
    afterDecision(state({ decision, request: request(action) }));
  expect([after('confirm'), after('confirm', 'move'), after('confirm', 'cancel')]).toEqual([
    'book',
    'book',
    'cancel',
  ]);
  expect([after('decline'), after('change'), after('other'), after('none')]).toEqual([
    'keep',
    'understand',
    END,
    END,
  ]);
});

test('after a time that was taken others are looked for', () => {
  expect(afterBooking(state({ chosen: slot }))).toBe(END);
  expect(afterBooking(state({ chosen: null }))).toBe('find');
});

test('a time is told by the local clock', () => {
  expect([dateOf(slot.start), timeOf(slot.start)]).toEqual(['2026-11-23', '14:30']);
  expect([describeSlot(slot, 'pt-BR'), describeSlot(slot, 'en')]).toEqual([
    'segunda, 23/11, às 14h30',
    'Monday, 11/23, at 14:30',
  ]);
});
