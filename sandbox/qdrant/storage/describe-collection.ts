import { payloadValues } from '../filter/payload-values.ts';
import { type Collection, typeOfIndex } from './collection.ts';

/** What Qdrant tells of a collection, with the defaults of its configuration file. */
export function describeCollection(collection: Collection): Record<string, unknown> {
  const { vectors, sparse_vectors, metadata } = collection.config;
  return {
    status: 'green',
    optimizer_status: 'ok',
    indexed_vectors_count: 0,
    points_count: collection.points.size,
    segments_count: 2,
    config: {
      params: {
        vectors: vectors ?? {},
        shard_number: 1,
        replication_factor: 1,
        write_consistency_factor: 1,
        on_disk_payload: true,
        ...(sparse_vectors ? { sparse_vectors } : {}),
      },
      hnsw_config: { m: 16, ef_construct: 100, full_scan_threshold: 10_000, max_indexing_threads: 0 },
      optimizer_config: {
        deleted_threshold: 0.2,
        vacuum_min_vector_number: 1_000,
        default_segment_number: 0,
        indexing_threshold: 10_000,
        flush_interval_sec: 5,
      },
      wal_config: { wal_capacity_mb: 32, wal_segments_ahead: 0, wal_retain_closed: 1 },
      quantization_config: null,
      ...(metadata ? { metadata } : {}),
    },
    payload_schema: Object.fromEntries(
      [...collection.indexes].map(([key, schema]) => [
        key,
        {
          data_type: typeOfIndex(schema),
          ...(typeof schema === 'object' ? { params: schema } : {}),
          points: countIndexed(collection, key),
        },
      ]),
    ),
  };
}

function countIndexed(collection: Collection, key: string): number {
  let count = 0;
  for (const { payload } of collection.points.values()) {
    if (payloadValues(payload, key).length > 0) count += 1;
  }
  return count;
}
