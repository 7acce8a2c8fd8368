import { z } from 'zod';
import { ConflictError, NotFoundError } from '#errors/errors.ts';
import type { QdrantConnection } from './connection/connect-qdrant.ts';
import type { CollectionName, Embedder } from './port.ts';

/** What a collection was made with. */
export interface CollectionState {
  analyser: string | undefined;
  embeddingModel: string | undefined;
}

const metadataSchema = z.object({ analyser: z.string().optional(), embedding_model: z.string().nullish() });

/** Long enough to cost nothing, short enough to notice that an alias was moved to a rebuilt collection. */
const rememberedMs = 30_000;

/** Knows what each collection was made with, and asks again every 30 s. */
export function createCollectionStates(connection: QdrantConnection) {
  const known = new Map<CollectionName, { state: CollectionState; until: number }>();

  return {
    /** Undefined when there is no such collection. */
    async get(name: CollectionName, signal: AbortSignal): Promise<CollectionState | undefined> {
      const remembered = known.get(name);
      if (remembered && remembered.until > performance.now()) return remembered.state;
      const state = await readState(connection, name, signal);
      if (state) known.set(name, { state, until: performance.now() + rememberedMs });
      else known.delete(name);
      return state;
    },
    forget: (name: CollectionName) => void known.delete(name),
  };
}

export type CollectionStates = ReturnType<typeof createCollectionStates>;

/** Whether the collection holds vectors of this very model. */
export function canEmbed(state: CollectionState, embedder: Embedder | undefined): embedder is Embedder {
  return embedder !== undefined && embedder.model === state.embeddingModel;
}

/** Settings of the present process that vectors depend on. */
export interface IndexSettings {
  analyser: string;
  embedder: Embedder | undefined;
}

/**
 * Whether a collection should be built anew. One that has a model outlives a time without any; one without
 * a model is lexical by choice until somebody gives it one.
 */
export function isOutdated(state: CollectionState, { analyser, embedder }: IndexSettings): boolean {
  const otherModel = embedder !== undefined && state.embeddingModel !== embedder.model;
  return (state.analyser !== undefined && state.analyser !== analyser) || otherModel;
}

/** @throws ConflictError when vectors of two analysers or two models would be mixed. */
export function requireSameSettings(state: CollectionState, { analyser, embedder }: IndexSettings): void {
  const mismatch = (what: string, was: string, is: string) =>
    new ConflictError(`The collection was made with the ${what} ${was}, not with ${is}.`, {
      code: 'reindex_needed',
      fix: `Build the collection anew with ${is}, or set ${was} again.`,
    });
  if (state.analyser !== undefined && state.analyser !== analyser) {
    throw mismatch('analyser', state.analyser, analyser);
  }
  if (embedder && state.embeddingModel !== undefined && state.embeddingModel !== embedder.model) {
    throw mismatch('embedding model', state.embeddingModel, embedder.model);
  }
}

/** What a collection was made with, asked for now; undefined when there is no such collection. */
export async function readState(
  connection: QdrantConnection,
  collection_name: string,
  signal: AbortSignal,
): Promise<CollectionState | undefined> {
  const info = await ifThere(
    connection.call(
      'describe collection',
      (api) => (init) => api.getCollection({ collection_name }, init),
      signal,
    ),
  );
  if (!info) return undefined;
  const metadata = metadataSchema.safeParse(info.config.metadata ?? {});
  return {
    analyser: metadata.data?.analyser,
    embeddingModel: metadata.data?.embedding_model ?? undefined,
  };
}

/** The result, or undefined where the collection does not exist. */
export async function ifThere<Result>(result: Promise<Result>): Promise<Result | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
