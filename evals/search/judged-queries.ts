import type { CollectionName, Document } from '#adapters/qdrant/port.ts';
import { articles, products } from './catalogue.ts';
import { heldOutKnowledge, heldOutProducts } from './data/held-out.ts';
import { knowledgeQueries, productQueries } from './data/queries.ts';

export const queryClasses = [
  'sku',
  'exact',
  'plural',
  'no accents',
  'typing error',
  'synonym',
  'unseen synonym',
  'intent',
  'negative',
  'held-out words',
  'held-out negative',
] as const;
export type QueryClass = (typeof queryClasses)[number];

export interface JudgedQuery {
  class: QueryClass;
  collection: CollectionName;
  query: string;
  /** Ids of the documents that answer it; empty for a negative query. */
  relevant: ReadonlySet<string>;
}

export const judgedQueries: JudgedQuery[] = [
  ...judge('products', { ...productQueries, ...heldOutProducts }, productsNamed),
  ...judge('knowledge', { ...knowledgeQueries, ...heldOutKnowledge }, articlesNamed),
];

function judge(
  collection: CollectionName,
  queries: Partial<Record<QueryClass, [query: string, answers: string][]>>,
  documentsNamed: (name: string) => Document[],
): JudgedQuery[] {
  return queryClasses.flatMap((queryClass) =>
    (queries[queryClass] ?? []).map(([query, answers]) => ({
      class: queryClass,
      collection,
      query,
      relevant: new Set(
        answers
          .split('|')
          .filter(Boolean)
          .flatMap(documentsNamed)
          .map(({ id }) => id),
      ),
    })),
  );
}

/** `FUI 750W`: the family's products with all of these words in their names; `FUI-003`: that product. */
function productsNamed(name: string): Document[] {
  const [code = '', ...words] = name.split(' ');
  return products.filter(
    ({ sku, title }) =>
      (sku === code || sku.startsWith(`${code}-`)) && words.every((word) => title.split(' ').includes(word)),
  );
}

function articlesNamed(name: string): Document[] {
  return articles.filter(({ id }) => id === name);
}
