import { z } from 'zod';
import { ifThere } from './collection-state.ts';
import type { QdrantConnection } from './connection/connect-qdrant.ts';
import type { CollectionName, Document } from './port.ts';
import { readAs } from './read-as.ts';
import { storedFields, storedPayloadSchema } from './searching/stored-payload.ts';
import { tenantFilter } from './tenant-filter.ts';

interface Place {
  connection: QdrantConnection;
  tenant: string;
  collection: CollectionName;
}

/** More parts than the longest document has. */
const mostParts = 1_000;
const partSchema = z.object({ payload: storedPayloadSchema.extend({ chunk: z.int() }) });

/** A document with its whole text, its parts joined by an empty line; undefined where it is not there. */
export async function getDocument(
  { connection, tenant, collection }: Place,
  id: string,
  signal: AbortSignal,
): Promise<Document | undefined> {
  const page = await ifThere(
    connection.call(
      'get document',
      (api) => (init) =>
        api.scrollPoints(
          {
            collection_name: collection,
            filter: tenantFilter(tenant, { key: 'id', match: { value: id } }),
            limit: mostParts,
            with_payload: [...storedFields, 'chunk'],
          },
          init,
        ),
      signal,
    ),
  );
  const parts = readAs(z.array(partSchema), page?.points ?? [])
    .map(({ payload }) => payload)
    .sort((left, right) => left.chunk - right.chunk);
  if (!parts[0]) return undefined;
  const { chunk: _, ...first } = parts[0];
  return { ...first, text: parts.map(({ text }) => text).join('\n\n') };
}

const idsPerPage = 1_000;
const idSchema = z.object({ payload: z.object({ id: z.string() }) });

/** A page of the ids of all documents. */
export async function listDocumentIds(
  { connection, tenant, collection }: Place,
  from: string | undefined,
  signal: AbortSignal,
): Promise<{ ids: string[]; next: string | undefined }> {
  const page = await ifThere(
    connection.call(
      'list documents',
      (api) => (init) =>
        api.scrollPoints(
          {
            collection_name: collection,
            filter: tenantFilter(tenant, { key: 'chunk', match: { value: 0 } }),
            limit: idsPerPage,
            with_payload: ['id'],
            ...(from === undefined ? {} : { offset: from }),
          },
          init,
        ),
      signal,
    ),
  );
  return {
    ids: readAs(z.array(idSchema), page?.points ?? []).map(({ payload }) => payload.id),
    next: page?.next_page_offset == null ? undefined : String(page.next_page_offset),
  };
}
