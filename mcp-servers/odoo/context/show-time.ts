import { z } from 'zod';
import { localTime } from './local-time.ts';

/** One instant by both clocks, in ISO 8601. */
export const timeSchema = z.object({ utc: z.string(), local: z.string() });

/** An instant, in milliseconds, in UTC and by the clock of a time zone. */
export function showTime(instant: number, timeZone: string): z.output<typeof timeSchema> {
  const utc = new Date(instant).toISOString().replace('.000Z', 'Z');
  return { utc, local: localTime(new Date(instant), timeZone) };
}
