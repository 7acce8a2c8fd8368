import http, { type Agent, type IncomingMessage } from 'node:http';
import https from 'node:https';

/** One HTTP request as it is sent. */
export interface OpenRequest {
  method: string;
  headers: Record<string, string>;
  body: Uint8Array | string | undefined;
  signal: AbortSignal;
  agent: Agent;
}

/** Below the usual five seconds after which servers close an idle connection, so that no write meets its end. */
const idleMs = 4_000;

/** Connections to one Chatwoot that are kept open; idle ones do not keep the process alive. */
export function connectionsTo(url: string): Agent {
  const { Agent } = url.startsWith('https:') ? https : http;
  return new Agent({ keepAlive: true, timeout: idleMs });
}

/**
 * Sends one request by Node's own client, which takes little more than half of the time of `fetch`, and gives the
 * answer as soon as its head is there. Redirects are not followed: that would carry the token elsewhere.
 *
 * @throws the error of the socket, with its `code`; an AbortError where the signal ended it.
 */
export function openRequest(url: string, { body, ...options }: OpenRequest): Promise<IncomingMessage> {
  const { request } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, resolve);
    sent.on('error', reject); // after the head, the answer itself fails
    sent.end(body);
  });
}
