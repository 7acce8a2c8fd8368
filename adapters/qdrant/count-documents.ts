import { ifThere } from './collection-state.ts';
import type { QdrantConnection } from './connection/connect-qdrant.ts';
import type { CollectionName } from './port.ts';
import type { Condition } from './tenant-filter.ts';

/** How many documents, and how many parts of documents, satisfy a filter; none where there is no collection. */
export async function countDocuments(
  connection: QdrantConnection,
  collection: CollectionName,
  { must }: { must: Condition[] },
  signal: AbortSignal,
): Promise<{ documents: number; chunks: number }> {
  const count = async (conditions: Condition[]) => {
    const result = await ifThere(
      connection.call(
        'count',
        (api) => (init) =>
          api.countPoints({ collection_name: collection, filter: { must: conditions }, exact: true }, init),
        signal,
      ),
    );
    return result?.count ?? 0;
  };
  const firstPart = { key: 'chunk', match: { value: 0 } };
  const [documents, chunks] = await Promise.all([count([...must, firstPart]), count(must)]);
  return { documents, chunks };
}
