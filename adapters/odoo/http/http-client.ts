import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { UpstreamError } from '#errors/errors.ts';
import { exchange, type HttpAnswer } from './exchange.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  /** From the address of Odoo on, for example `/web/version`. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** A `write` is sent at most once. */
  mode: 'read' | 'write';
  signal?: AbortSignal | undefined;
}

export interface HttpClient {
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): void;
}

export interface HttpClientOptions {
  url: URL;
  timeoutSeconds: number;
  /** Longer answers are refused; XML is parsed on the event loop and about ten times as slow as JSON. */
  maxAnswerBytes?: number;
}

/** Below the usual five seconds after which servers close an idle connection, so that no write meets its end. */
const idleMs = 4_000;
const connections = 16;
const retryAfterMs = 150;

/** HTTP to one Odoo over connections that are kept open. A read that met a broken connection is sent again once. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { url, timeoutSeconds, maxAnswerBytes = 8 * 1_024 * 1_024 } = options;
  const { Agent } = url.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: connections, timeout: idleMs });
  const root = url.pathname.replace(/\/+$/, '');

  const once = (request: HttpRequest) =>
    exchange({
      ...request,
      url: new URL(root + request.path, url),
      agent,
      timeoutMs: timeoutSeconds * 1_000,
      maxAnswerBytes,
    });

  return {
    async send(request) {
      try {
        return await once(request);
      } catch (error) {
        if (request.mode === 'write' || !isBrokenConnection(error)) throw error;
        await sleep(retryAfterMs, undefined, { signal: request.signal });
        return once(request);
      }
    },
    close: () => agent.destroy(),
  };
}

function isBrokenConnection(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'odoo_unreachable';
}
