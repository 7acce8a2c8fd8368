import { QdrantClient, type Schemas } from '@qdrant/js-client-rest';
import { callQdrant, type Send } from './call-qdrant.ts';
import { createPostJson } from './post-json.ts';
import { qdrantAddress } from './qdrant-address.ts';

type Api = ReturnType<QdrantClient['api']>;

/** A connection to one Qdrant, shared by the stores of all tenants. */
export interface QdrantConnection {
  /**
   * One request.
   * @param operation in words for the error, for example `search`.
   * @throws UpstreamError, or NotFoundError where the collection does not exist.
   */
  call<Result>(operation: string, send: (api: Api) => Send<Result>, signal: AbortSignal): Promise<Result>;
  /**
   * Several searches in one request, the way of every customer's search.
   * @returns an answer for each search, unchecked. @throws as `call` does.
   */
  searchBatch(collection: string, searches: Schemas['QueryRequest'][], signal: AbortSignal): Promise<unknown>;
  /** `ok`, or in a few words why not; answers within two seconds. */
  readiness(): Promise<string>;
}

export interface QdrantSettings {
  url: string;
  apiKey?: string | undefined;
  /** Longest wait for one answer, in milliseconds; 10,000 by default. */
  timeoutMs?: number | undefined;
}

const readinessTimeoutMs = 2_000;

/** Connects lazily: an unreachable Qdrant is told by the calls. */
export function connectQdrant({ url, apiKey, timeoutMs = 10_000 }: QdrantSettings): QdrantConnection {
  const address = qdrantAddress(url);
  // As a header, because the option `apiKey` warns on the console where Qdrant is reached without TLS.
  const headers: Record<string, string> = apiKey === undefined ? {} : { 'api-key': apiKey };
  const client = new QdrantClient({
    ...address,
    headers,
    // Its own timer would replace our signal, and with it the caller's cancellation.
    timeout: Number.POSITIVE_INFINITY,
    checkCompatibility: false,
  });
  const api = client.api();
  const post = createPostJson(address, headers);
  return {
    call: (operation, send, signal) => callQdrant(operation, send(api), { signal, timeoutMs }),
    searchBatch: (collection, searches, signal) =>
      callQdrant(
        'search',
        (init) =>
          post(
            `/collections/${encodeURIComponent(collection)}/points/query/batch`,
            { searches },
            init.signal,
          ),
        { signal, timeoutMs },
      ),
    async readiness() {
      try {
        const signal = AbortSignal.timeout(readinessTimeoutMs);
        await callQdrant('list collections', (init) => api.getCollections({}, init), {
          signal,
          timeoutMs: readinessTimeoutMs,
        });
        return 'ok';
      } catch (error) {
        return error instanceof Error ? error.message : 'unreachable'; // told by /readyz
      }
    },
  };
}
