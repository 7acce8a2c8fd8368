import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface WatchedRequest {
  method: string;
  path: string;
  body: string;
}

export interface WatchedProxy {
  url: string;
  /** What was passed on, oldest first. */
  requests: WatchedRequest[];
  /** Told of each request; the answer is held back until it ends, and never comes when it throws. */
  watch: Record<'before' | 'after', (request: WatchedRequest) => unknown>;
  close(): void;
}

const nothing = () => undefined;
const notPassedOn = ['host', 'connection', 'content-length', 'transfer-encoding'];

/** Passes everything on to a server of this machine, and lets a test see it or come between. */
export async function startWatchedProxy(target: string): Promise<WatchedProxy> {
  const requests: WatchedRequest[] = [];
  const watch: WatchedProxy['watch'] = { before: nothing, after: nothing };

  const server = createServer(async (request, response) => {
    const seen = { method: request.method ?? '', path: request.url ?? '/', body: await text(request) };
    try {
      await watch.before(seen);
      requests.push(seen);
      const answer = await fetch(new URL(seen.path, target), {
        method: seen.method,
        headers: headersOf(request.headers),
        ...(seen.body === '' ? {} : { body: seen.body }),
      });
      const body = await answer.text();
      await watch.after(seen);
      const type = answer.headers.get('content-type');
      response.writeHead(answer.status, type ? { 'content-type': type } : {}).end(body);
    } catch {
      response.destroy(); // as the test wants it, or because the server is gone
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    watch,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !notPassedOn.includes(name))
      .map(([name, value]) => [name, String(value)]),
  );
}
