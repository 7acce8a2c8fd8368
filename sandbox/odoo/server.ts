import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#telemetry/logger.ts';
import { type Fault, type Faults, faultSchema } from './faults.ts';
import type { OdooInstance } from './instance.ts';
import { accessError, lockError } from './orm/exceptions.ts';
import { type HttpAnswer, htmlPage, type ProtocolCall } from './protocols/answer.ts';
import { json2Call } from './protocols/json2.ts';
import { xmlRpcCall } from './protocols/xml-rpc.ts';

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
  request: IncomingMessage,
  response: ServerResponse,
) {
  const path = new URL(request.url ?? '/', 'http://odoo').pathname;
  const body = await readBody(request);
  if (body === undefined)
    return send(response, htmlPage(413, 'Request Entity Too Large', 'The body is too large.'));
  const call = protocolCall(instance, path, request, body);
  if (!call) return send(response, plainAnswer(instance, faults, path, request, body));
  const fault = faults.take(call.model, call.method);
  return fault ? suffer(fault, call, response) : send(response, call.run());
}

function protocolCall(
  instance: OdooInstance,
  path: string,
  request: IncomingMessage,
  body: string,
): ProtocolCall | undefined {
  const service = /^\/xmlrpc\/2\/(common|object)$/.exec(path)?.[1];
  if (service && request.method === 'POST') return xmlRpcCall(instance, service, body);
  if (instance.version < 19 || !/^\/json\/2(\/|$)/.test(path)) return undefined;
  const db = request.headers['x-odoo-database'];
  return json2Call(instance, {
    httpMethod: request.method ?? '',
    path,
    db: typeof db === 'string' ? db : undefined,
    authorization: request.headers.authorization,
    body,
  });
}

/** The pages that need no login, and the switch for faults, which no real Odoo has. */
function plainAnswer(
  instance: OdooInstance,
  faults: Faults,
  path: string,
  request: IncomingMessage,
  body: string,
): HttpAnswer {
  const { version } = instance;
  if (path === '/web/version' && request.method === 'GET' && version >= 19) {
    return json(200, { version_info: [version, 0, 0, 'final', 0, ''], version: `${version}.0` });
  }
  if (path === '/web/health' && request.method === 'GET') return json(200, { status: 'pass' });
  if (path === '/sandbox/faults') return switchFaults(faults, request.method, body);
  return htmlPage(404, 'Not Found', 'The requested URL was not found on the server.');
}

function switchFaults(faults: Faults, method: string | undefined, body: string): HttpAnswer {
  if (method === 'DELETE') {
    faults.clear();
    return json(200, {});
  }
  const fault = faultSchema.safeParse(parseJson(body));
  if (!fault.success)
    return json(422, { error: fault.error.issues.map((issue) => issue.message).join('; ') });
  faults.add(fault.data);
  return json(200, fault.data);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The schema says what is expected; what stands there instead does not matter.
    return undefined;
  }
}

async function suffer(fault: Fault, call: ProtocolCall, response: ServerResponse): Promise<void> {
  switch (fault.kind) {
    case 'hang':
      return;
    case 'html500':
      return send(
        response,
        htmlPage(500, 'Internal Server Error', 'The server encountered an internal error.'),
      );
    case 'down':
      return send(
        response,
        htmlPage(503, 'Service Unavailable', 'Estamos em manutenção. Voltamos em instantes.'),
      );
    case 'drop-after-commit':
      call.run();
      response.destroy();
      return;
    case 'slow':
      await sleep(fault.delay);
      return send(response, call.run());
    case 'access':
      return send(
        response,
        call.refuse(accessError(`You are not allowed to access '${call.model}' records.`)),
      );
    case 'lock':
      return send(response, call.refuse(lockError('The record is locked by another transaction.')));
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximalBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function json(status: number, body: unknown): HttpAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

function send(response: ServerResponse, answer: HttpAnswer): void {
  response.writeHead(answer.status, { 'Content-Type': answer.contentType, ...answer.headers });
  response.end(answer.body);
}
