/** What an object held at one moment, at any depth, as a flat list of its keys and plain values. */
export type Fingerprint = readonly unknown[];

const largest = 2000;
const end = Symbol('end of an object');

/** `undefined` for an object with too many parts to compare quickly. */
export function fingerprintOf(value: unknown): Fingerprint | undefined {
  const parts: unknown[] = [];
  return collect(value, parts) ? parts : undefined;
}

/** Whether an object still holds what it held; far cheaper than to serialise it. */
export function stillMatches(value: unknown, fingerprint: Fingerprint): boolean {
  return compare(value, fingerprint, 0) === fingerprint.length;
}

function collect(value: unknown, parts: unknown[]): boolean {
  if (parts.length > largest) return false;
  if (typeof value !== 'object' || value === null) {
    parts.push(value);
    return true;
  }
  if (Array.isArray(value)) {
    parts.push(value.length);
    return value.every((element) => collect(element, parts));
  }
  for (const key in value) {
    if (key === 'lc_kwargs') continue; // A message's arguments once more; it is written from its own fields.
    parts.push(key);
    if (!collect((value as Record<string, unknown>)[key], parts)) return false;
  }
  parts.push(end);
  return true;
}

/** The position behind the value, or -1 where it differs. */
function compare(value: unknown, parts: Fingerprint, position: number): number {
  if (typeof value !== 'object' || value === null) return parts[position] === value ? position + 1 : -1;
  let at = position;
  if (Array.isArray(value)) {
    if (parts[at] !== value.length) return -1;
    at += 1;
    for (let i = 0; i < value.length && at >= 0; i += 1) at = compare(value[i], parts, at);
    return at;
  }
  for (const key in value) {
    if (key === 'lc_kwargs') continue;
    if (parts[at] !== key) return -1;
    at = compare((value as Record<string, unknown>)[key], parts, at + 1);
    if (at < 0) return -1;
  }
  return parts[at] === end ? at + 1 : -1;
}
