/**
 * What can hide instructions from a person's eyes or break a display: control characters (but tab and line ends),
 * marks of writing direction, zero-width marks of joining, and the tag characters in which text can be smuggled.
 * The zero-width joiner stays: emoji and some scripts need it.
 */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|\udb40[\udc00-\udc7f]/g;

/** Text from outside without what a reader could not see. */
export function cleanText(text: string): string {
  return text.search(hidden) < 0 ? text : text.replace(hidden, '');
}

/** The same for every text in a value of JSON, keys included. A value without such text is returned as it is. */
export function cleanDeep<Value>(value: Value): Value {
  return cleanAny(value) as Value;
}

function cleanAny(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) {
    const cleaned = value.map(cleanAny);
    return cleaned.every((item, index) => item === value[index]) ? value : cleaned;
  }
  if (typeof value !== 'object' || value === null) return value;
  let changed = false;
  const entries = Object.entries(value).map(([key, item]) => {
    const entry = [cleanText(key), cleanAny(item)] as const;
    if (entry[0] !== key || entry[1] !== item) changed = true;
    return entry;
  });
  return changed ? Object.fromEntries(entries) : value;
}
