import type { IncomingHttpHeaders } from 'node:http';
import { switchFaults } from './faults/fault-switch.ts';
import type { Faults } from './faults/faults.ts';
import type { OdooInstance } from './instance.ts';
import { type HttpAnswer, htmlPage, jsonAnswer, type ProtocolCall } from './protocols/answer.ts';
import { json2Call } from './protocols/json2.ts';
import { xmlRpcCall } from './protocols/xml-rpc.ts';

/** An HTTP request, read to its end. */
export interface HttpRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The call in a request to one of the two external APIs; undefined for any other page. */
export function protocolCall(instance: OdooInstance, request: HttpRequest): ProtocolCall | undefined {
  const { method, path, headers, body } = request;
  const service = /^\/xmlrpc\/2\/(\w+)$/.exec(path)?.[1];
  if (service) return method === 'POST' ? xmlRpcCall(instance, service, body) : undefined;
  if (instance.version < 19 || !/^\/json\/2(\/|$)/.test(path)) return undefined;
  const db = headers['x-odoo-database'];
  return json2Call(instance, {
    method,
    path,
    db: typeof db === 'string' ? db : undefined,
    contentType: headers['content-type'],
    authorization: headers.authorization,
    body,
  });
}

/** The pages that need no login, and the switch for faults. */
export function plainPage(instance: OdooInstance, faults: Faults, request: HttpRequest): HttpAnswer {
  const { method, path, body } = request;
  const { version } = instance;
  if (path === '/web/version' && method === 'GET' && version >= 19) {
    return jsonAnswer(200, { version_info: [version, 0, 0, 'final', 0, ''], version: `${version}.0` });
  }
  if (path === '/web/health' && method === 'GET') return jsonAnswer(200, { status: 'pass' });
  if (path === '/sandbox/faults') return switchFaults(faults, method, body);
  if (path.startsWith('/xmlrpc/2/')) {
    return htmlPage(405, 'Method Not Allowed', 'The method is not allowed for the requested URL.');
  }
  return htmlPage(404, 'Not Found', 'The requested URL was not found on the server.');
}
