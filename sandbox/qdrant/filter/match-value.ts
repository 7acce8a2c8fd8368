import type { Match } from '../schemas/filter.ts';
import type { Json } from './payload-values.ts';

/** Whether one payload value satisfies a match. Types are not converted: `"1"` is not `1`. */
export function matchesValue(value: Json, match: Match, isTextIndexed: boolean): boolean {
  if ('value' in match) return value === match.value;
  if ('any' in match) return isIn(value, match.any);
  if ('except' in match) return value !== null && !isIn(value, match.except);
  if (typeof value !== 'string') return false;
  if ('prefix' in match) return value.startsWith(match.prefix);
  if ('phrase' in match) return value.includes(match.phrase);
  if ('text_any' in match) return matchesText(value, match.text_any, isTextIndexed, 'any');
  return matchesText(value, match.text, isTextIndexed, 'all');
}

function isIn(value: Json, list: (string | number)[]): boolean {
  return (typeof value === 'string' || typeof value === 'number') && list.includes(value);
}

/** With a full-text index words are compared, without one the text is searched for as it stands. */
function matchesText(value: string, text: string, isTextIndexed: boolean, need: 'any' | 'all'): boolean {
  if (!isTextIndexed) {
    return need === 'all' ? value.includes(text) : text.split(/\s+/).some((word) => value.includes(word));
  }
  const words = new Set(wordsOf(value));
  const wanted = wordsOf(text);
  return need === 'all' ? wanted.every((word) => words.has(word)) : wanted.some((word) => words.has(word));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
