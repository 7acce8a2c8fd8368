import http, { type Agent, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { OutcomeUnknownError, type ProjectError, UpstreamError } from '#errors/errors.ts';
import { traceCarrier } from '#telemetry/tracing/propagation.ts';

export interface HttpExchange {
  method: 'GET' | 'POST';
  url: URL;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  mode: 'read' | 'write';
  agent: Agent;
  timeoutMs: number;
  maxAnswerBytes: number;
  signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  status: number;
  /** Lower case, without parameters, for example `text/html`. */
  contentType: string;
  body: string;
}

/**
 * Sends one request and reads its whole answer within the time and size limits.
 *
 * @throws UpstreamError when there is no answer: `odoo_unreachable` (connection), `odoo_timeout`,
 * `odoo_answer_too_large`. OutcomeUnknownError instead when it was a write and had been sent. The signal's
 * reason when the caller cancels a read.
 */
export function exchange(options: HttpExchange): Promise<HttpAnswer> {
  const { url, method, body, agent, signal, mode } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const { request: open } = url.protocol === 'https:' ? https : http;
    const request = open(url, { method, agent, headers: headersOf(options) });

    // Odoo cannot act on a request before its last byte has left.
    let sent = false;
    request.once('finish', () => {
      sent = true;
    });
    const fail = (error: unknown) => {
      stop();
      reject(error);
      request.destroy();
    };
    const lose = (loss: Loss, cause?: unknown) => fail(lossError(loss, mode === 'write' && sent, cause));
    const timer = setTimeout(
      () => lose({ code: 'odoo_timeout', text: 'did not answer in time' }),
      options.timeoutMs,
    );
    const cancel = () => {
      if (mode === 'read') fail(signal?.reason);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    const stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    };

    request.on('error', (error) => lose(brokenConnection(error), error));
    request.on('response', (response) => {
      readBody(response, options.maxAnswerBytes, (outcome) => {
        if ('loss' in outcome) return lose(outcome.loss, outcome.cause);
        stop();
        resolve({
          status: response.statusCode ?? 0,
          contentType: contentTypeOf(response),
          body: outcome.body,
        });
      });
    });
    request.end(body);
  });
}

interface Loss {
  code: 'odoo_unreachable' | 'odoo_timeout' | 'odoo_answer_too_large';
  text: string;
}

type BodyOutcome = { body: string } | { loss: Loss; cause?: unknown };

function readBody(response: IncomingMessage, limit: number, done: (outcome: BodyOutcome) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit)
      done({ loss: { code: 'odoo_answer_too_large', text: `answered more than ${limit} bytes` } });
    else chunks.push(chunk);
  });
  response.on('end', () => done({ body: Buffer.concat(chunks).toString('utf8') }));
  response.on('error', (error) => done({ loss: brokenConnection(error), cause: error }));
}

function headersOf({ headers, body }: HttpExchange): Record<string, string | number> {
  const all = { ...headers, ...traceCarrier() };
  return body === undefined ? all : { ...all, 'content-length': Buffer.byteLength(body) };
}

function contentTypeOf(response: IncomingMessage): string {
  return (response.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function brokenConnection(error: Error): Loss {
  const { code } = error as NodeJS.ErrnoException;
  return { code: 'odoo_unreachable', text: `cannot be reached (${code ?? 'connection lost'})` };
}

function lossError({ code, text }: Loss, outcomeUnknown: boolean, cause: unknown): ProjectError {
  // A socket's error holds address and port, never what was sent.
  if (outcomeUnknown) {
    return new OutcomeUnknownError(`Odoo ${text} after a change had been sent to it.`, {
      fix: 'Look up whether the change happened before you do it again.',
      cause,
    });
  }
  const retryable = code !== 'odoo_answer_too_large';
  const fix = retryable ? 'Try again in a moment.' : 'Ask for fewer records or fields.';
  return new UpstreamError(`Odoo ${text}.`, { code, retryable, fix, cause });
}
