import { fold } from './fold.ts';
import { singularPortuguese } from './singular-portuguese.ts';
import { soundPortuguese } from './sound-portuguese.ts';
import { stemEnglish } from './stem-english.ts';
import { stemPortuguese } from './stem-portuguese.ts';
import { stemSpanish } from './stem-spanish.ts';
import { stopWords } from './stop-words.ts';
import { tokenise } from './tokenise.ts';

export type Language = 'pt' | 'en' | 'es';

/** One word of a text, in the three forms in which it can be found. */
export interface Word {
  /** Lower case, without accents. */
  text: string;
  /** What singular and plural, accented and not, have in common; the unit of BM25. */
  term: string;
  /** What usual misspellings have in common; its trigrams are the unit of the search for typing errors. */
  sound: string;
}

export interface Analyser {
  language: Language;
  /** Changes with anything that changes a vector; vectors of two versions do not belong into one collection. */
  version: string;
  /** The words of a text in order, without those that carry no meaning of their own. */
  words(text: string): Word[];
}

interface Rules {
  stem(word: string): string;
  sound(word: string): string;
}

const rulesOf: Record<Language, Rules> = {
  pt: { stem: stemPortuguese, sound: (word) => soundPortuguese(singularPortuguese(word)) },
  en: { stem: stemEnglish, sound: asItStands },
  es: { stem: stemSpanish, sound: asItStands },
};

const revision = 2;
const longestMemory = 20_000;

/** The analyser of a language. It remembers the words it met (at most 20,000), as stemming is its cost. */
export function createAnalyser(language: Language = 'pt'): Analyser {
  const rules = rulesOf[language];
  const stop = stopWords[language];
  const memory = new Map<string, Word | undefined>();

  function analyse(token: string): Word | undefined {
    if (memory.has(token)) return memory.get(token);
    const text = fold(token);
    const word = stop.has(text) ? undefined : { text, term: rules.stem(text), sound: rules.sound(text) };
    if (memory.size >= longestMemory) memory.clear();
    memory.set(token, word);
    return word;
  }

  return {
    language,
    version: `${language}-${revision}`,
    words: (text) => tokenise(text).flatMap((token) => analyse(token) ?? []),
  };
}

function asItStands(word: string): string {
  return word;
}
