import { stemmer as snowball } from '@orama/stemmers/english';
import { fold } from './fold.ts';

/** The term of a folded English word. */
export function stemEnglish(word: string): string {
  return fold(snowball(word));
}
