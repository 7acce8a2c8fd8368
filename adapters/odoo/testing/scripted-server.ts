import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ScriptedRequest {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What the server does with one request; it may also destroy the socket or never answer. */
export type Script = (request: ScriptedRequest, response: ServerResponse) => void;

export interface ScriptedServer extends AsyncDisposable {
  url: string;
  /** All requests so far, in order. */
  requests: ScriptedRequest[];
  /** How many connections were opened. */
  connections(): number;
}

/**
 * An HTTP server for tests whose nth request is answered by the nth script, and all later ones by the last.
 * For what no Odoo and no stand-in does on command: broken, hanging and foreign answers.
 */
export async function startScriptedServer(...scripts: Script[]): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = [];
  let connections = 0;
  const server = http.createServer(async (request, response) => {
    const received = { path: request.url ?? '', headers: request.headers, body: await text(request) };
    const script = scripts[Math.min(requests.length, scripts.length - 1)];
    requests.push(received);
    script?.(received, response);
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with this status, type and body. */
export function answer(status: number, contentType: string, body: string): Script {
  return (_request, response) => void response.writeHead(status, { 'content-type': contentType }).end(body);
}

export const json = (status: number, body: unknown) =>
  answer(status, 'application/json', JSON.stringify(body));
export const html = (status: number) => answer(status, 'text/html', '<html><h1>Bad Gateway</h1></html>');
export const hang: Script = () => undefined;
export const cut: Script = (_request, response) => void response.destroy();

/** An XML-RPC answer whose value is given as XML. */
export function xmlValue(value: string): Script {
  return answer(
    200,
    'text/xml',
    `<?xml version="1.0"?><methodResponse><params><param><value>${value}</value></param></params></methodResponse>`,
  );
}

/** An XML-RPC fault. */
export function xmlFault(code: number, faultText: string): Script {
  const escaped = faultText.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return answer(
    200,
    'text/xml',
    `<?xml version="1.0"?><methodResponse><fault><value><struct>
    <member><name>faultCode</name><value><int>${code}</int></value></member>
    <member><name>faultString</name><value><string>${escaped}</string></value></member>
    </struct></value></fault></methodResponse>`,
  );
}

/** The traceback that Odoo sends when a committed result cannot be written as XML. */
export const marshalTraceback = `Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/odoo/addons/rpc/controllers/xmlrpc.py", line 135, in _xmlrpc
    return dumps((result,))
  File "/usr/lib/python3.13/xmlrpc/client.py", line 514, in dump_nil
    raise TypeError("cannot marshal None unless allow_none is enabled")
TypeError: cannot marshal None unless allow_none is enabled
`;
