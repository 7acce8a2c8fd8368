import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { UpstreamError } from '#errors/errors.ts';
import { checkedLookup, type Resolve, requireReachable } from './checked-lookup.ts';

const timeoutMs = 10_000;

export interface WebhookTarget {
  url: string;
  headers: Record<string, string>;
  body: string;
  allowedHosts: readonly string[];
  resolveName?: Resolve;
}

/**
 * Posts a webhook. What the receiver answers is not read, and it cannot send us elsewhere: only 2xx counts.
 *
 * @throws AccessError for a private address, UpstreamError for anything else than 2xx within 10 seconds.
 */
export async function postWebhook(target: WebhookTarget): Promise<void> {
  const url = new URL(target.url);
  requireReachable(url.hostname, target.allowedHosts);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(target.body),
      'user-agent': 'mcp-first',
      ...target.headers,
    },
    lookup: checkedLookup(target.allowedHosts, target.resolveName),
    agent: false, // a connection of its own: its address has just been checked
    signal: AbortSignal.timeout(timeoutMs),
  });
  request.on('error', reject);
  request.on('response', (response) => {
    response.on('error', reject);
    response.destroy();
    const { statusCode = 0 } = response;
    if (statusCode >= 200 && statusCode < 300) resolve();
    else
      reject(new UpstreamError(`The webhook was answered with ${statusCode}.`, { code: 'webhook_refused' }));
  });
  request.end(target.body);
  await promise;
}
