import type { QdrantConnection } from './connection/connect-qdrant.ts';
import type { CollectionName } from './port.ts';

/**
 * The collection behind a name. The name itself is an alias, so that a rebuilt collection can take its place
 * in one step.
 */
export function firstCollectionOf(name: CollectionName): string {
  return `${name}_v1`;
}

/** `products_v1` is followed by `products_v2`. */
export function nextCollectionOf(name: CollectionName, present: string): string {
  const version = Number(/_v(\d+)$/.exec(present)?.[1] ?? 0);
  return `${name}_v${version + 1}`;
}

/** The collection for which a name stands at present. */
export async function presentCollectionOf(
  connection: QdrantConnection,
  name: CollectionName,
  signal: AbortSignal,
): Promise<string> {
  const { aliases } = await connection.call(
    'list aliases',
    (api) => (init) => api.getCollectionsAliases({}, init),
    signal,
  );
  return aliases.find(({ alias_name }) => alias_name === name)?.collection_name ?? name;
}
