import { Pool } from 'undici';
import { traceCarrier } from '#telemetry/tracing/propagation.ts';
import type { QdrantAddress } from './qdrant-address.ts';

/** An answer of Qdrant that is no success, in the shape of the generated client's errors. */
class QdrantRefusal extends Error {
  readonly status: number;
  readonly data: unknown;

  constructor(status: number, data: unknown) {
    super(`Qdrant answered ${status}`);
    this.status = status;
    this.data = data;
  }
}

/** @returns the answer, whatever it holds. @throws QdrantRefusal, or what undici throws. */
export type PostJson = (
  path: string,
  body: object,
  signal: AbortSignal | null | undefined,
) => Promise<{ data: { result?: unknown } }>;

const mostConnections = 25;

/**
 * Posts JSON past the generated client, for requests so frequent that its `fetch`, and its look at every value for
 * numbers too large for JavaScript, would be most of what a search costs here
 * (docs/decisions/2026-11-22-searches-past-the-client.md). Redirects are not followed.
 */
export function createPostJson(address: QdrantAddress, headers: Record<string, string>): PostJson {
  const { https, host, port, prefix } = address;
  // The caller's signal is the deadline, so undici's two are off.
  const pool = new Pool(`${https ? 'https' : 'http'}://${host}:${port}`, {
    connections: mostConnections,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return async (path, body, signal) => {
    const answer = await pool.request({
      method: 'POST',
      path: prefix + path,
      headers: {
        ...headers,
        ...traceCarrier(),
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify(body),
      signal,
    });
    const data = parsed(await answer.body.text());
    if (answer.statusCode === 200) return { data };
    throw new QdrantRefusal(answer.statusCode, data);
  };
}

/** What is no JSON is no answer of Qdrant, and has no result. */
function parsed(text: string): { result?: unknown } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
