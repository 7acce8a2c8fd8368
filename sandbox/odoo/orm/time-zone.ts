/** The clock of a time zone as if it were UTC, so that its days and months can be told by UTC's. */
export function toClock(instant: Date, timeZone: string): Date {
  return new Date(instant.getTime() + offsetAt(instant, timeZone));
}

/** The instant at which a clock shows this. */
export function fromClock(clock: Date, timeZone: string): Date {
  const near = new Date(clock.getTime() - offsetAt(clock, timeZone));
  return new Date(clock.getTime() - offsetAt(near, timeZone));
}

/** How far the clock of a time zone is ahead of UTC, in milliseconds. */
function offsetAt(instant: Date, timeZone: string): number {
  const format = formatOf(timeZone);
  const text = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  return format;
}
