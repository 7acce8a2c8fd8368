/**
 * Writes any text so that it can stand inside a Redis key or between separators: what is not an ASCII letter,
 * digit or one of `_ - . : | / @` becomes `%XX`. Lone surrogates, which UTF-8 cannot carry, become `%uXXXX`.
 */
export function encodeName(name: string): string {
  return isPlain(name) ? name : name.replace(/[^\w.:|/@-]/gu, encodeCharacter);
}

/** The text that `encodeName` was given. */
export function decodeName(encoded: string): string {
  if (!encoded.includes('%')) return encoded;
  return encoded.replace(/%u([0-9A-F]{4})|(?:%[0-9A-F]{2})+/g, (run, surrogate?: string) =>
    surrogate ? String.fromCharCode(Number.parseInt(surrogate, 16)) : decodeURIComponent(run),
  );
}

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
