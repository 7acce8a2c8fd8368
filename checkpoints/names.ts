const uuidMark = '~';
/** The 64 characters of base64url, in the order in which Redis compares them. */
const alphabet = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
/** Two characters for each 12 bits, which are three hexadecimal digits. */
const characterPairs = Array.from(
  { length: 4096 },
  (_, bits) => `${alphabet[bits >> 6]}${alphabet[bits & 63]}`,
);
const hyphen = '-'.charCodeAt(0);
/** What each character code stands for. */
const hexadecimalDigits: (number | undefined)[] = Array.from({ length: 128 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code));
  return digit < 0 ? undefined : digit;
});

/**
 * Writes any text so that it can stand inside a Redis key or between separators: what is not an ASCII letter,
 * digit or one of `_ - . : | / @` becomes `%XX`. Lone surrogates, which UTF-8 cannot carry, become `%uXXXX`.
 */
export function encodeName(name: string): string {
  return isPlain(name) ? name : name.replace(/[^\w.:|/@-]/gu, encodeCharacter);
}

/**
 * As `encodeName`, but a UUID becomes 23 characters instead of 36, in the same order. A thread's checkpoints and
 * writes name each other by UUID, so this is much of what they take.
 */
export function encodeId(id: string): string {
  if (id.length !== 36) return encodeName(id);
  let encoded = uuidMark;
  let bits = 0;
  let digits = 0;
  // Digit by digit: this runs several times at every put, and slices take five times as long.
  for (let i = 0; i < id.length; i += 1) {
    const code = id.charCodeAt(i);
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (code === hyphen) continue;
      return encodeName(id);
    }
    const digit = hexadecimalDigits[code];
    if (digit === undefined) return encodeName(id);
    bits = (bits << 4) | digit;
    digits += 1;
    if (digits % 3 > 0) continue;
    encoded += characterPairs[bits];
    bits = 0;
  }
  return encoded + characterPairs[bits << 4]; // the last two of 32 digits, and a zero
}

/** The text that `encodeName` or `encodeId` was given. */
export function decodeName(encoded: string): string {
  if (encoded.startsWith(uuidMark)) return decodeUuid(encoded);
  if (!encoded.includes('%')) return encoded;
  return encoded.replace(/%u([0-9A-F]{4})|(?:%[0-9A-F]{2})+/g, (run, surrogate?: string) =>
    surrogate ? String.fromCharCode(Number.parseInt(surrogate, 16)) : decodeURIComponent(run),
  );
}

/** Behind a channel's version in a checkpoint: the channel's value is null. */
export const nullMark = '~';

/** Versions are numbers or strings; the quote keeps the string `'1'` apart from the number `1`. */
export function encodeVersion(version: number | string): string {
  return typeof version === 'number' ? String(version) : `'${encodeName(version)}`;
}

/** The version that `encodeVersion` was given. */
export function decodeVersion(encoded: string): number | string {
  return encoded.startsWith("'") ? decodeName(encoded.slice(1)) : Number(encoded);
}

/** The keys that hold one thread. They share a hash tag, so that a Cluster keeps them on one node. */
export interface ThreadKeys {
  /** Sorted set, in order of namespace and checkpoint id: one member a checkpoint. */
  checkpoints: string;
  /** Sorted set, in order of checkpoint, task and index: one member a write. */
  writes: string;
  /** Hash: channel values by namespace, channel and version; and the thread's own counters. */
  values: string;
  /** List: the elements of array channels, in the order in which they came; what is in an array refers to them. */
  elements: string;
}

/** The keys of one thread under a prefix such as `checkpoint:`. */
export function threadKeys(prefix: string, threadId: string): ThreadKeys {
  const thread = `${prefix}{${encodeName(threadId)}}`;
  return {
    checkpoints: `${thread}:checkpoints`,
    writes: `${thread}:writes`,
    values: `${thread}:values`,
    elements: `${thread}:elements`,
  };
}

function decodeUuid(encoded: string): string {
  let hex = '';
  for (let i = uuidMark.length; i < encoded.length; i += 2) {
    const bits = (alphabet.indexOf(encoded.charAt(i)) << 6) | alphabet.indexOf(encoded.charAt(i + 1));
    hex += bits.toString(16).padStart(3, '0');
  }
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

function isPlain(name: string): boolean {
  return /^[\w.:|/@-]*$/.test(name);
}

function encodeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (character.length === 1 && code >= 0xd800 && code <= 0xdfff) return `%u${hexadecimal(code, 4)}`;
  const encoded = encodeURIComponent(character);
  // encodeURIComponent leaves ! ' ( ) * ~ as they are; they are patterns or separators here.
  return encoded === character ? `%${hexadecimal(code, 2)}` : encoded;
}

function hexadecimal(code: number, digits: number): string {
  return code.toString(16).toUpperCase().padStart(digits, '0');
}
