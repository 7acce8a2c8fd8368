import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Company } from './dialogue.ts';

const dayMs = 86_400_000;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * The business profile of a company: the example, with smaller limits, and with hours that make each run the same.
 * `open` is open day and night; `closed` is so too, but not on the days around this one.
 */
export function companyProfile(company: Company, now = new Date()): object {
  const example = parse(readFileSync(new URL('../../business.example.yaml', import.meta.url), 'utf8'));
  const week = Object.fromEntries(weekdays.map((day) => [day, ['00:00-24:00']]));
  const around = [-1, 0, 1].map((days) => new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10));
  return {
    ...example,
    hours: { ...example.hours, week, holidays: company === 'closed' ? around : [] },
    limits: { ...example.limits, approval_above: 1_000, max_quantity: 100 },
  };
}
