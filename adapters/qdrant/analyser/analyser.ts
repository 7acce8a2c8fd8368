import { LRUCache } from 'lru-cache';
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
  words(text: string): readonly Word[];
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
const rememberedTexts = 2_000;
/** Longer ones are read anew: they are rare, and would take the place of many. */
const longestRemembered = 2_000;

/**
 * The analyser of a language. It remembers the words it met (at most 20,000), as stemming is its cost, and the
 * short texts it read last (at most 2,000): searches find the same few documents again and again.
 */
export function createAnalyser(language: Language = 'pt'): Analyser {
  const rules = rulesOf[language];
  const stop = stopWords[language];
  const memory = new Map<string, Word | undefined>();
  const texts = new LRUCache<string, Word[]>({ max: rememberedTexts });

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
    words(text) {
      const known = texts.get(text);
      if (known) return known;
      const words = tokenise(text).flatMap((token) => analyse(token) ?? []);
      if (text.length <= longestRemembered) texts.set(text, words);
      return words;
    },
  };
}

function asItStands(word: string): string {
  return word;
}
