import { fold } from './fold.ts';

const longestToken = 40;

/**
 * The folded words and numbers of a text, in order. A number and its unit are two tokens, however they are
 * written: `Broca 10mm (aço-rápido)` → `broca 10 mm aco rapido`. Longer tokens are cut, so that no text can
 * make an index entry of its own size.
 */
export function tokenise(text: string): string[] {
  const tokens = fold(text).match(/\p{N}+|\p{L}[\p{L}\p{N}]*/gu) ?? [];
  return tokens.map((token) => token.slice(0, longestToken));
}
