import { ifThere } from '../collection-state.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import { countDocuments } from '../count-documents.ts';
import type { CollectionName } from '../port.ts';
import { tenantFilter } from '../tenant-filter.ts';

/** Deletes documents with all their parts; says how many there were. */
export async function deleteDocuments(
  collection: CollectionName,
  ids: string[],
  { connection, tenant }: { connection: QdrantConnection; tenant: string },
  signal: AbortSignal,
): Promise<number> {
  const chosen = { key: 'id', match: { any: ids } };
  const existing = await countDocuments(connection, collection, tenantFilter(tenant, chosen), signal);
  if (existing.documents === 0) return 0;
  await ifThere(
    connection.call(
      'delete',
      (api) => (init) =>
        api.deletePoints(
          { collection_name: collection, wait: true, filter: tenantFilter(tenant, chosen) },
          init,
        ),
      signal,
    ),
  );
  return existing.documents;
}
