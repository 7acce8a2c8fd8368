import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '#telemetry/logger.ts';
import type { Faults } from './faults/faults.ts';
import { sufferFault } from './faults/suffer-fault.ts';
import type { OdooInstance } from './instance.ts';
import { type HttpAnswer, htmlPage } from './protocols/answer.ts';
import { plainPage, protocolCall } from './routes.ts';

const maximalBody = 16 * 1024 * 1024;

/** The HTTP server of a stand-in, not yet listening. */
export function createOdooServer(instance: OdooInstance, faults: Faults, logger: Logger): Server {
  return createServer((request, response) => {
    handle(instance, faults, request, response).catch((error: unknown) => {
      logger.error({ err: error, path: request.url }, 'the Odoo stand-in failed');
      if (response.headersSent) response.destroy();
      else send(response, htmlPage(500, 'Internal Server Error', 'The stand-in failed; see its log.'));
    });
  });
}

async function handle(
  instance: OdooInstance,
  faults: Faults,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === undefined) {
    return send(response, htmlPage(413, 'Request Entity Too Large', 'The body is too large.'));
  }
  const { method = 'GET', headers, url = '/' } = incoming;
  const request = { method, path: new URL(url, 'http://odoo').pathname, headers, body };
  const call = protocolCall(instance, request);
  if (!call) return send(response, plainPage(instance, faults, request));
  const fault = faults.take(call.model, call.method);
  const answer = fault ? await sufferFault(fault, call, response) : call.run();
  if (answer) send(response, answer);
}

async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximalBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, answer: HttpAnswer): void {
  response.writeHead(answer.status, { 'Content-Type': answer.contentType, ...answer.headers });
  response.end(answer.body);
}
