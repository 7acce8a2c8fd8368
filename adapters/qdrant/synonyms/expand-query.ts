import type { Analyser, Word } from '../analyser/analyser.ts';
import type { CollectionName } from '../port.ts';
import { knowledgeWords } from './knowledge-words.ts';
import { productWords } from './product-words.ts';

/** What is said, and what a document says instead. The order of words does not matter. */
export type SynonymRule = [said: string, meant: string];

/** Gives the other ways to say a query; none where no rule applies. */
export type QueryExpander = (words: readonly Word[], collection: CollectionName) => (readonly Word[])[];

interface Rule {
  said: string[];
  meant: readonly Word[];
}

/** Bounds what one query costs. */
const mostRewritings = 3;

const portuguese: Record<CollectionName, SynonymRule[]> = {
  products: productWords,
  knowledge: knowledgeWords,
};

/**
 * Expands queries, never documents: a rule can be added without indexing anything again. There are rules for
 * Portuguese only.
 */
export function createQueryExpander(analyser: Analyser, rules = portuguese): QueryExpander {
  if (analyser.language !== 'pt') return () => [];
  const prepared = {
    products: prepare(rules.products, analyser),
    knowledge: prepare(rules.knowledge, analyser),
  };

  return (words, collection) => {
    const terms = new Set(words.map(keyOf));
    let applicable = prepared[collection].filter(({ said }) => said.every((term) => terms.has(term)));
    const rewritings: (readonly Word[])[] = [];
    while (applicable.length > 0 && rewritings.length < mostRewritings) {
      const { rewriting, used } = rewrite(words, applicable);
      rewritings.push(rewriting);
      applicable = applicable.filter(
        (rule) => !used.some((other) => rule === other || isPartOf(rule, other)),
      );
    }
    return rewritings;
  };
}

/** Stems of few letters meet too much: that of `furar` is also the start of the SKU `FUR-650`. */
function keyOf({ term, sound }: Word): string {
  return term.length < 4 ? sound : term;
}

/** The rules with most words first: `tampa privada` goes before `privada`. */
function prepare(rules: SynonymRule[], analyser: Analyser): Rule[] {
  return rules
    .map(([said, meant]) => ({
      said: analyser.words(said).map(keyOf),
      meant: analyser.words(meant),
    }))
    .filter(({ said }) => said.length > 0)
    .sort((left, right) => right.said.length - left.said.length);
}

/** Puts the meant words where the first said one stood; a word is replaced by one rule only. */
function rewrite(words: readonly Word[], rules: Rule[]): { rewriting: readonly Word[]; used: Rule[] } {
  const ruleOf = new Map<string, Rule>();
  const used = rules.filter((rule) => {
    if (rule.said.some((term) => ruleOf.has(term))) return false;
    for (const term of rule.said) ruleOf.set(term, rule);
    return true;
  });
  const placed = new Set<Rule>();
  const rewriting = words.flatMap((word) => {
    const rule = ruleOf.get(keyOf(word));
    if (!rule) return word;
    if (placed.has(rule)) return [];
    placed.add(rule);
    return rule.meant;
  });
  return { rewriting, used };
}

function isPartOf(rule: Rule, other: Rule): boolean {
  return rule.said.length < other.said.length && rule.said.every((term) => other.said.includes(term));
}
