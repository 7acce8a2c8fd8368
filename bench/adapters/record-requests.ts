import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { openConnection, type PlainRequest } from './http-call.ts';

/** Headers that belong to a connection and not to a request. */
const ofConnection = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
]);

/** An address in front of `upstream` that passes everything on and remembers it, to be sent again without it. */
export async function recordRequests(upstream: string) {
  const requests: PlainRequest[] = [];
  const connection = openConnection();
  const server = http.createServer(async (incoming, outgoing) => {
    const request: PlainRequest = {
      url: new URL(incoming.url ?? '/', upstream).href,
      method: incoming.method ?? 'GET',
      headers: headersOf(incoming.headers),
      body: await text(incoming),
    };
    requests.push(request);
    try {
      const answer = await connection.call(request);
      const type = answer.startsWith('<') ? 'text/xml' : 'application/json';
      outgoing.writeHead(200, { 'content-type': type }).end(answer);
    } catch (error) {
      outgoing.writeHead(502).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The requests since the last time this was asked. */
    take: () => requests.splice(0),
    async close() {
      connection.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function headersOf(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      ofConnection.has(name) || value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
