import { z } from 'zod';
import { ifThere } from '../collection-state.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import { pointId } from '../indexing/point-id.ts';
import type { Embedder } from '../port.ts';
import { readAs } from '../read-as.ts';
import type { Filter } from '../tenant-filter.ts';
import { prepareIndex } from './prepare-index.ts';
import { textsOf } from './texts-of.ts';

export interface QdrantStoreIndexOptions {
  connection: QdrantConnection;
  embedder: Embedder;
  /** The collection; made when the first item comes. `memory` unless given. */
  collection?: string;
}

/** Several texts of one item may be near. */
const textsPerItem = 3;

const hitsSchema = z.array(
  z.object({
    score: z.number(),
    payload: z.object({ namespace: z.array(z.string()), key: z.string() }),
  }),
);

/**
 * Finds the items of a LangGraph store by meaning. It keeps a vector for each text, with the item's name and
 * nothing of its value, so that what the store encrypts is not readable here.
 */
export function createQdrantStoreIndex(options: QdrantStoreIndexOptions) {
  const { connection, embedder, collection: collection_name = 'memory' } = options;
  const prepared = prepareIndex(connection, collection_name, embedder);
  const signal = new AbortController().signal; // a store has none to give; each request ends by its own deadline

  const deleteWhere = (filter: Filter) =>
    ifThere(
      connection.call(
        'forget items',
        (api) => (init) => api.deletePoints({ collection_name, wait: true, filter }, init),
        signal,
      ),
    );

  return {
    /** @param fields paths of the texts, or undefined for the whole value. */
    async put(
      namespace: string[],
      key: string,
      value: Record<string, unknown>,
      fields?: string[],
    ): Promise<void> {
      const texts = textsOf(value, fields);
      const vectors = texts.length > 0 ? await embedder.embed(texts, signal) : [];
      const points = vectors.map((dense, chunk) => ({
        id: idOf(namespace, key, chunk),
        vector: { dense },
        payload: { namespace, key, places: placesOf(namespace), item: nameOf(namespace, key) },
      }));
      // Before the new ones: after a crash between them an item is not found, instead of by what it said before.
      await deleteWhere(
        itemFilter(
          namespace,
          key,
          points.map(({ id }) => id),
        ),
      );
      if (points.length === 0) return;
      await prepared.make(signal);
      await connection.call(
        'index item',
        (api) => (init) => api.upsertPoints({ collection_name, wait: true, points }, init),
        signal,
      );
    },

    async delete(namespace: string[], key: string): Promise<void> {
      await deleteWhere(itemFilter(namespace, key, []));
    },

    /** Forgets every item at or below a namespace. */
    async deleteAll(namespacePrefix: string[]): Promise<void> {
      await deleteWhere(placeFilter(namespacePrefix));
    },

    /** The nearest items at or below a namespace, nearest first. */
    async search(namespacePrefix: string[], query: string, limit: number) {
      if (!(await prepared.isThere(signal))) return [];
      const [vector = []] = await embedder.embed([query], signal);
      const answer = await ifThere(
        connection.call(
          'search items',
          (api) => (init) =>
            api.queryPoints(
              {
                collection_name,
                query: vector,
                using: 'dense',
                filter: placeFilter(namespacePrefix),
                limit: limit * textsPerItem,
                with_payload: ['namespace', 'key'],
              },
              init,
            ),
          signal,
        ),
      );
      const nearest = new Map<string, { namespace: string[]; key: string; score: number }>();
      for (const { score, payload } of readAs(hitsSchema, answer?.points ?? [])) {
        const name = nameOf(payload.namespace, payload.key);
        if (!nearest.has(name)) nearest.set(name, { ...payload, score });
      }
      return [...nearest.values()].slice(0, limit);
    },
  };
}

function idOf(namespace: string[], key: string, chunk: number): string {
  return pointId({
    tenant: JSON.stringify(namespace),
    collection: 'memory',
    document: key,
    language: '',
    chunk,
  });
}

/** As JSON, because labels may hold any separator. */
function nameOf(namespace: string[], key: string): string {
  return JSON.stringify([namespace, key]);
}

/** The namespace and all above it, so that one exact match finds what lies at or below any of them. */
function placesOf(namespace: string[]): string[] {
  return Array.from({ length: namespace.length + 1 }, (_, depth) =>
    JSON.stringify(namespace.slice(0, depth)),
  );
}

function placeFilter(namespace: string[]): Filter {
  return { must: [{ key: 'places', match: { value: JSON.stringify(namespace) } }] };
}

function itemFilter(namespace: string[], key: string, kept: string[]): Filter {
  const item = { key: 'item', match: { value: nameOf(namespace, key) } };
  return { must: [item], ...(kept.length > 0 ? { must_not: [{ has_id: kept }] } : {}) };
}
