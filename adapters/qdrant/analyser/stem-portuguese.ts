import { stemmer as snowball } from '@orama/stemmers/portuguese';
import { fold } from './fold.ts';
import { singularPortuguese } from './singular-portuguese.ts';

/**
 * The term of a folded Portuguese word: plural rules → `ção` restored, which Snowball needs with its accents
 * to find the suffix → Snowball → folded again. Singular and plural, accented and not, meet in one term.
 */
export function stemPortuguese(word: string): string {
  const restored = singularPortuguese(word).replace(/cao$/, 'ção');
  return fold(snowball(restored));
}
