/** Wall-clock time, perhaps with its distance from UTC: `2025-01-31T14:00`, `2025-01-31 14:00:00-03:00`. */
const timePattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // How Intl says that it knows no such zone.
    return false;
  }
}

/**
 * The instant that a text means: as it says itself, or by the clock of `timeZone`. Undefined for a text that
 * is no time. Of an hour that the clock skips in spring, the one after it; of one that comes twice, the first.
 */
export function parseTime(text: string, timeZone: string): Date | undefined {
  const [, date, time, offset] = timePattern.exec(text.trim()) ?? [];
  if (!date || !time) return undefined;
  const asUtc = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(date)) return undefined;
  if (offset) return new Date(Date.parse(`${date}T${time}${offset}`));
  // The distance a day before and a day after; they differ where the clock is changed in between.
  const candidates = [-1, 1].map((days) => asUtc - offsetOf(asUtc + days * 86_400_000, timeZone));
  const fitting = candidates.filter((instant) => instant + offsetOf(instant, timeZone) === asUtc);
  return new Date(fitting.length > 0 ? Math.min(...fitting) : Math.max(...candidates));
}

/** An instant by the clock of a time zone: `2025-01-31T14:00:00-03:00`. */
export function localTime(instant: Date, timeZone: string): string {
  const offset = offsetOf(instant.getTime(), timeZone);
  const clock = new Date(instant.getTime() + offset).toISOString().slice(0, 19);
  const minutes = Math.abs(offset) / 60_000;
  const pad = (number: number) => String(Math.floor(number)).padStart(2, '0');
  return `${clock}${offset < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`;
}

/** As Odoo stores it: UTC, `2025-01-31 17:00:00`. */
export function odooTime(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ');
}

/** How far the clock of a time zone is ahead of UTC, in milliseconds. */
function offsetOf(instant: number, timeZone: string): number {
  const parts = formatterOf(timeZone).formatToParts(instant);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const clock = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return clock - Math.floor(instant / 1_000) * 1_000;
}

/** Making a formatter takes about as long as using it a hundred times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    if (formatters.size >= 100) formatters.clear();
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
