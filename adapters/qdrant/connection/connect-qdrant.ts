import { QdrantClient } from '@qdrant/js-client-rest';
import { callQdrant, type Send } from './call-qdrant.ts';
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
  const client = new QdrantClient({
    ...qdrantAddress(url),
    // As a header, because the option `apiKey` warns on the console where Qdrant is reached without TLS.
    ...(apiKey === undefined ? {} : { headers: { 'api-key': apiKey } }),
    // Its own timer would replace our signal, and with it the caller's cancellation.
    timeout: Number.POSITIVE_INFINITY,
    checkCompatibility: false,
  });
  const api = client.api();
  return {
    call: (operation, send, signal) => callQdrant(operation, send(api), { signal, timeoutMs }),
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
