/** The spans of time that records can be grouped by. */
export type Granularity = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Whether a text after the colon of `date_order:month` names a span of time. */
export function isGranularity(text: string): text is Granularity {
  return ['hour', 'day', 'week', 'month', 'quarter', 'year'].includes(text);
}

/** The beginning of the period that `time` is in, in UTC. A week begins on Sunday, as in Brazil. */
export function periodStart(time: Date, granularity: Granularity): Date {
  const [year, month, day] = [time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()];
  if (granularity === 'hour') return new Date(Date.UTC(year, month, day, time.getUTCHours()));
  if (granularity === 'day') return new Date(Date.UTC(year, month, day));
  if (granularity === 'week') return new Date(Date.UTC(year, month, day - time.getUTCDay()));
  if (granularity === 'month') return new Date(Date.UTC(year, month));
  if (granularity === 'quarter') return new Date(Date.UTC(year, month - (month % 3)));
  return new Date(Date.UTC(year, 0));
}

/** The beginning of the period after the one that begins at `start`. */
export function nextPeriod(start: Date, granularity: Granularity): Date {
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
  if (granularity === 'hour') return new Date(start.getTime() + 3_600_000);
  if (granularity === 'day') return new Date(Date.UTC(year, month, day + 1));
  if (granularity === 'week') return new Date(Date.UTC(year, month, day + 7));
  if (granularity === 'month') return new Date(Date.UTC(year, month + 1));
  if (granularity === 'quarter') return new Date(Date.UTC(year, month + 3));
  return new Date(Date.UTC(year + 1, 0));
}

/** What people read: `novembro 2026`, `22 nov. 2026`, `T4 2026`, `W43 2026`. */
export function periodLabel(start: Date, granularity: Granularity): string {
  const year = start.getUTCFullYear();
  if (granularity === 'year') return String(year);
  if (granularity === 'quarter') return `T${start.getUTCMonth() / 3 + 1} ${year}`;
  if (granularity === 'week') return `W${weekOfYear(start)} ${year}`;
  if (granularity === 'month') return `${monthName(start, 'long')} ${year}`;
  const day = `${start.getUTCDate()} ${monthName(start, 'short')} ${year}`;
  return granularity === 'day' ? day : `${String(start.getUTCHours()).padStart(2, '0')}:00 ${day}`;
}

function monthName(time: Date, month: 'long' | 'short'): string {
  return new Intl.DateTimeFormat('pt-BR', { month, timeZone: 'UTC' }).format(time);
}

/** Week 1 is the one with January 1st in it. */
function weekOfYear(start: Date): number {
  const saturday = new Date(start.getTime() + 6 * 86_400_000);
  const newYear = Date.UTC(saturday.getUTCFullYear(), 0, 1);
  return Math.floor((saturday.getTime() - newYear) / (7 * 86_400_000)) + 1;
}
