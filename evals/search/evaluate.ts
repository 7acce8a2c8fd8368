import { connectQdrant } from '#adapters/qdrant/connection/connect-qdrant.ts';
import type { CollectionName, VectorStore } from '#adapters/qdrant/port.ts';
import { createQdrantStores } from '#adapters/qdrant/qdrant-store.ts';
import { startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { articles, products } from './catalogue.ts';
import { type JudgedQuery, judgedQueries } from './judged-queries.ts';
import { type QueryScores, scoreRanking } from './metrics.ts';
import { plainBm25 } from './plain-bm25.ts';

/** One query with what was found for it. */
export interface Judgement {
  query: JudgedQuery;
  found: string[];
  scores: QueryScores;
}

export interface Evaluation {
  ours: Judgement[];
  plain: Judgement[];
  /** Documents of another tenant that any answer held. */
  leaks: number;
}

/** Another shop with the same words in the same collections; nothing of it may be found. */
const foreignPrefix = 'foreign-';
const signal = new AbortController().signal;

/** Asks every judged query of the search and of plain BM25, on a stand-in Qdrant without a model. */
export async function evaluate(queries: JudgedQuery[] = judgedQueries): Promise<Evaluation> {
  const sandbox = await startSandboxQdrant();
  try {
    const connection = connectQdrant({ url: sandbox.url, apiKey: sandbox.apiKey });
    const storeOf = createQdrantStores({ connection });
    const store = storeOf('shop');
    await fill(store, '');
    await fill(storeOf('another-shop'), foreignPrefix);

    const ours: Judgement[] = [];
    for (const query of queries) ours.push(judgement(query, await search(store, query)));
    const baseline: Record<CollectionName, (query: string) => string[]> = {
      products: plainBm25(products),
      knowledge: plainBm25(articles),
    };
    const plain = queries.map((query) => judgement(query, baseline[query.collection](query.query)));
    const leaks = ours.flatMap(({ found }) => found).filter((id) => id.startsWith(foreignPrefix)).length;
    return { ours, plain, leaks };
  } finally {
    await sandbox.close();
  }
}

async function fill(store: VectorStore, prefix: string): Promise<void> {
  const prefixed = (document: (typeof products)[number] | (typeof articles)[number]) => ({
    ...document,
    id: `${prefix}${document.id}`,
  });
  await store.upsert('products', products.map(prefixed), signal);
  await store.upsert('knowledge', articles.map(prefixed), signal);
}

async function search(store: VectorStore, { collection, query }: JudgedQuery): Promise<string[]> {
  const { hits } = await store.search({ collection, query, limit: 10 }, signal);
  return hits.map(({ document }) => document.id);
}

function judgement(query: JudgedQuery, found: string[]): Judgement {
  return { query, found, scores: scoreRanking(found, query.relevant) };
}
