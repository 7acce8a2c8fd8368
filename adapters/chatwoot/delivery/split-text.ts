/** Where a text may be cut, best first: after a paragraph, a sentence, a line, a word. */
const cutPoints = [/\n\s*\n/g, /[.!?…]+["”')\]]*\s+/g, /\n/g, /\s+/g];

/** A cut that would leave less than this share of the room used is passed over for a less good one. */
const leastUsed = 0.3;

/**
 * Cuts a text into parts of at most `limit` characters, at the ends of paragraphs or sentences where it can,
 * else between words; only a word that is longer than the limit is cut itself. White space at the cuts is
 * dropped.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const end = cutBefore(rest, limit);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest) parts.push(rest);
  return parts;
}

function cutBefore(text: string, limit: number): number {
  for (const pattern of cutPoints) {
    const end = lastEnd(text.slice(0, limit + 1), pattern, limit);
    if (end >= limit * leastUsed) return end;
  }
  const isInsidePair = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1));
  return isInsidePair && limit > 1 ? limit - 1 : limit;
}

/** The end of the last match whose own text, without the white space after it, fits into the limit. */
function lastEnd(window: string, pattern: RegExp, limit: number): number {
  let end = -1;
  for (const match of window.matchAll(pattern)) {
    const kept = match.index + match[0].trimEnd().length;
    if (kept <= limit) end = match.index + match[0].length;
  }
  return end;
}
