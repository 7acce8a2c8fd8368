import { z } from 'zod';
import type { Logger } from '#telemetry/logger.ts';
import type { Analyser } from '../analyser/analyser.ts';
import { type CollectionStates, canEmbed, ifThere } from '../collection-state.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import type { CollectionName, Embedder, SearchOutcome, SearchRequest } from '../port.ts';
import { codesIn } from '../product-codes.ts';
import { readAs } from '../read-as.ts';
import type { QueryExpander } from '../synonyms/expand-query.ts';
import { buildSearches, type Route } from './build-searches.ts';
import { createQueryJudge } from './judge-query.ts';
import { type Found, rankHits } from './rank-hits.ts';
import { storedPayloadSchema } from './stored-payload.ts';

export interface SearchContext {
  connection: QdrantConnection;
  states: CollectionStates;
  tenant: string;
  analyser: Analyser;
  expand: QueryExpander;
  embedder: Embedder | undefined;
  logger: Logger;
}

const longestQuery = 500;
const embedderTimeoutMs = 3_000;
const defaultSimilarityFloor = 0.4;

/** Finds documents by code, words, spelling and, where there is a model, meaning. */
export async function searchDocuments(
  request: SearchRequest,
  context: SearchContext,
  signal: AbortSignal,
): Promise<SearchOutcome> {
  const { tenant, analyser, embedder } = context;
  const query = request.query.slice(0, longestQuery);
  const words = analyser.words(query);
  const rewritings = context.expand(words, request.collection);
  const dense = await embedQuery(query, request.collection, context, signal);
  const mode = dense ? 'hybrid' : 'lexical';
  const searches = buildSearches({
    tenant,
    request,
    words: [...words, ...rewritings.flat()],
    codes: request.collection === 'products' ? codesIn(query) : [],
    dense,
    similarityFloor: embedder?.similarityFloor ?? defaultSimilarityFloor,
  });
  if (searches.length === 0) return { mode, hits: [] };

  const answers = await ifThere(
    context.connection.searchBatch(
      request.collection,
      searches.map(({ search }) => search),
      signal,
    ),
  );
  if (!answers) return { mode, hits: [] };
  const found = readAnswers(
    searches.map(({ route }) => route),
    answers,
  );
  const judge = createQueryJudge(words, rewritings, request.collection, analyser);
  return { mode, hits: rankHits(found, judge, request.limit) };
}

/** The query's dense vector; undefined, and the search lexical, where there is none to compare it with. */
async function embedQuery(
  query: string,
  collection: CollectionName,
  { embedder, states, logger }: SearchContext,
  signal: AbortSignal,
): Promise<number[] | undefined> {
  if (!embedder) return undefined;
  const state = await states.get(collection, signal);
  if (!state || !canEmbed(state, embedder)) return undefined;
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(embedderTimeoutMs)]);
    const [vector] = await embedder.embed([query], patience);
    return vector;
  } catch (error) {
    signal.throwIfAborted();
    // Words still find most things, and the answer says that it is lexical.
    logger.warn({ err: error, model: embedder.model }, 'embedding failed, searching by words alone');
    return undefined;
  }
}

const pointSchema = z.object({
  id: z.union([z.string(), z.number()]),
  score: z.number(),
  payload: z.unknown().optional(),
});
const answersSchema = z.array(z.object({ points: z.array(pointSchema) }));

function readAnswers(routes: Route[], answers: unknown): Found {
  const found: Found = { byCode: [], fused: [], cosines: new Map() };
  readAs(answersSchema, answers).forEach(({ points }, index) => {
    const route = routes[index];
    for (const { id, score, payload } of points) {
      if (route === 'meaning') found.cosines.set(String(id), score);
      else if (route === 'code') found.byCode.push(readAs(storedPayloadSchema, payload));
      else found.fused.push({ pointId: String(id), payload: readAs(storedPayloadSchema, payload) });
    }
  });
  return found;
}
