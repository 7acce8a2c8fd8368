import { z } from 'zod';
import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import type { QdrantConnection } from './connection/connect-qdrant.ts';
import { pointId } from './indexing/point-id.ts';
import type { Lease, LeaseRequest } from './port.ts';
import { readAs } from './read-as.ts';

/** Points without vectors, one for each tenant and name. */
const collection_name = 'leases';

const leaseSchema = z.array(z.object({ payload: z.object({ holder: z.string(), until: z.number() }) }));

/**
 * Takes a lease, prolongs it, or with 0 seconds gives it back. The condition is part of the write
 * (`update_filter`, Qdrant 1.16), so of two that ask at once one gets it; older servers let the later one have it.
 */
export async function holdLease(
  { name, holder, seconds }: LeaseRequest,
  { connection, tenant }: { connection: QdrantConnection; tenant: string },
  signal: AbortSignal,
): Promise<Lease> {
  const now = Date.now();
  const point = {
    id: pointId({ tenant, collection: collection_name, document: name, language: '', chunk: 0 }),
    vector: {},
    payload: { tenant, name, holder, until: now + seconds * 1_000 },
  };
  const free = [
    { key: 'holder', match: { value: holder } },
    { key: 'until', range: { lte: now } },
  ];
  const write = () =>
    connection.call(
      'write lease',
      (api) => (init) =>
        api.upsertPoints(
          {
            collection_name,
            wait: true,
            ordering: 'strong',
            points: [point],
            update_filter: { should: free },
          },
          init,
        ),
      signal,
    );
  await write().catch(async (error: unknown) => {
    if (!(error instanceof NotFoundError)) throw error;
    await createLeases(connection, signal); // the first lease of all
    await write();
  });
  const stored = await connection.call(
    'read lease',
    (api) => (init) => api.getPoints({ collection_name, ids: [point.id], with_payload: true }, init),
    signal,
  );
  const [lease] = readAs(leaseSchema, stored);
  const until = lease?.payload.until ?? 0;
  return {
    held: lease?.payload.holder === holder && until > now,
    secondsLeft: Math.max(0, Math.ceil((until - now) / 1_000)),
  };
}

async function createLeases(connection: QdrantConnection, signal: AbortSignal): Promise<void> {
  const creation = connection.call(
    'create collection',
    (api) => (init) => api.createCollection({ collection_name, vectors: {} }, init),
    signal,
  );
  await creation.catch((error: unknown) => {
    if (!(error instanceof UpstreamError && error.code === 'qdrant_conflict')) throw error;
    // Another process made it a moment ago.
  });
}
