import type { Analyser, Word } from '../analyser/analyser.ts';
import type { CollectionName } from '../port.ts';
import { spellingSimilarity } from './spelling-similarity.ts';

/**
 * What the words of a document say for its being an answer. Fused ranks cannot tell that: the best of many
 * bad results has the same rank as the best of good ones.
 */
export interface Evidence {
  /** Share of the query's words that the document has, each by its weight, 0 to 1. */
  coverage: number;
  matchedBy: ('words' | 'spelling' | 'synonym')[];
  /** Whether it has the word that names the product which is looked for. */
  hasHead: boolean;
}

interface Profile {
  /** Whether the first telling word of a query names the thing itself; in Portuguese it does. */
  headFirst: boolean;
  /** Weight of the first telling word of a query against each other. */
  headWeight: number;
  /** What a word counts that stands in the text alone. */
  textWeight: number;
  /** Whether typing errors are looked for in the text, too. */
  spellingInText: boolean;
}

const profiles: Record<CollectionName, Profile> = {
  products: { headFirst: true, headWeight: 1.5, textWeight: 0.7, spellingInText: false },
  knowledge: { headFirst: false, headWeight: 1, textWeight: 0.9, spellingInText: true },
};

/**
 * Coverage from which a document is a good match. Of two words the first is enough (0.6), the second alone is
 * not (0.4): who asks for red wine does not want red paint.
 */
export const goodCoverage = 0.42;

const titleStartWeight = 1;
const titleWeight = 0.95;
/** What a word counts that is only spelt alike; less than any word that is the same. */
const spellingWeight = 0.95;
/** Measures and numbers say little by themselves: half of a catalogue has 220 V. */
const numberWeight = 0.5;
/** How alike a word and its beginning are, as in `esmeril` for `esmerilhadeira`. */
const shortFormSimilarity = 0.75;
/** The beginning of fewer letters is that of too many words. */
const shortestForm = 6;
const genericWeight = 0.5;
const mostQueryWords = 16;

/** Folded words before the name of a thing that say little about which. */
const genericWords = new Set(
  'algo aparelho equipamento ferramenta item maquina material modelo negocio produto'.split(' '),
);

/** What is judged of a document. */
export interface Fields {
  title: string;
  category?: string | undefined;
  text: string;
}

/** Judges documents against one query. It remembers the spellings it compared, as documents share most words. */
export function createJudge(
  query: readonly Word[],
  collection: CollectionName,
): (places: Places) => Evidence {
  const profile = profiles[collection];
  const words = distinctWords(query).slice(0, mostQueryWords);
  const head = words.findIndex((word) => !isGeneric(word));
  const weights = words.map((word, position) => weightOf(word, position === head, profile));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const compared = words.map(() => new Map<string, number>());

  /** How alike a word of the query and one of a document are, as they are written or as they sound. */
  function similarity(position: number, word: Word, other: Word): number {
    const known = compared[position]?.get(other.text);
    if (known !== undefined) return known;
    const alike = Math.max(
      spellingSimilarity(word.sound, other.sound),
      spellingSimilarity(word.text, other.text),
      isShortFor(word.text, other.text) ? shortFormSimilarity : 0,
    );
    compared[position]?.set(other.text, alike);
    return alike;
  }

  /** What the most alike word of a document counts. */
  function mostAlike(position: number, word: Word, spellings: Places['spellings']): number {
    if (hasDigit(word)) return 0;
    let most = 0;
    for (const { other, weight } of spellings.values()) {
      if (weight > most) most = Math.max(most, similarity(position, word, other) * weight);
    }
    return most * spellingWeight;
  }

  return (places) => {
    let found = 0;
    let hasHead = false;
    const matchedBy = new Set<'words' | 'spelling'>();
    words.forEach((word, position) => {
      const same = places.terms.get(word.term) ?? 0;
      const alike = same > 0 ? 0 : mostAlike(position, word, places.spellings);
      if (same > 0) matchedBy.add('words');
      else if (alike > 0) matchedBy.add('spelling');
      if (position === head && same + alike > 0) hasHead = profile.headFirst;
      found += Math.max(same, alike) * (weights[position] ?? 0);
    });
    return { coverage: total === 0 ? 0 : found / total, matchedBy: [...matchedBy], hasHead };
  };
}

function isShortFor(word: string, other: string): boolean {
  return word.length >= shortestForm && other.startsWith(word);
}

function weightOf(word: Word, isHead: boolean, profile: Profile): number {
  if (hasDigit(word)) return numberWeight;
  if (isGeneric(word)) return genericWeight;
  return isHead ? profile.headWeight : 1;
}

function isGeneric({ text }: Word): boolean {
  return genericWords.has(text);
}

/** Where a document has which words. */
export interface Places {
  /** What the best place of each term counts. */
  terms: Map<string, number>;
  /** The words in which typing errors are looked for, by their text, with what their best place counts. */
  spellings: Map<string, { other: Word; weight: number }>;
}

/** Reads a document once, for any number of judges. */
export function placesOf(
  { title, category, text }: Fields,
  collection: CollectionName,
  analyser: Analyser,
): Places {
  const profile = profiles[collection];
  const places: Places = { terms: new Map(), spellings: new Map() };
  const add = (word: Word, weight: number, forSpelling: boolean) => {
    if (weight > (places.terms.get(word.term) ?? 0)) places.terms.set(word.term, weight);
    if (forSpelling && weight > (places.spellings.get(word.text)?.weight ?? 0)) {
      places.spellings.set(word.text, { other: word, weight });
    }
  };
  analyser.words(title).forEach((word, position) => {
    add(word, position === 0 ? titleStartWeight : titleWeight, true);
  });
  for (const word of analyser.words(category ?? '')) add(word, titleWeight, true);
  for (const word of analyser.words(text)) add(word, profile.textWeight, profile.spellingInText);
  return places;
}

function distinctWords(words: readonly Word[]): readonly Word[] {
  return [...new Map(words.map((word) => [word.term, word])).values()];
}

function hasDigit({ text }: Word): boolean {
  return /\d/.test(text);
}
