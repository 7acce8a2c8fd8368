import { stemmer as snowball } from '@orama/stemmers/spanish';
import { fold } from './fold.ts';

/** The term of a folded Spanish word; `ción` is restored because Snowball knows the suffix with its accent. */
export function stemSpanish(word: string): string {
  const singular = word.replace(/([cs])iones$/, '$1ion');
  return fold(snowball(singular.replace(/([cs])ion$/, '$1ión')));
}
