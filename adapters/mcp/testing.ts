import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

/** One message as a server received it. */
export interface ReceivedMessage {
  message: { id?: number; method?: string; params?: Record<string, unknown>; result?: unknown };
  headers: IncomingHttpHeaders;
  /** Ends when the caller hangs up before the answer. */
  gone: AbortSignal;
}

export interface RawMcpServer {
  url: string;
  received: ReceivedMessage[];
  /** The requests of one method. */
  of(method: string): ReceivedMessage[];
  /** The streams that were asked for by GET. */
  streams: ServerResponse[];
  close(): Promise<void>;
}

/** Answers everything itself; to be called for what a test is about. */
export type Answer = (received: ReceivedMessage, response: ServerResponse) => unknown;

/**
 * A server of bare HTTP, so that a test decides every byte. What `answer` does not end is answered as a server
 * without sessions does: the handshake, and `{}` for everything else.
 */
export async function startRawMcpServer(answer: Answer = () => undefined, port = 0): Promise<RawMcpServer> {
  const received: ReceivedMessage[] = [];
  const streams: ServerResponse[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      streams.push(response);
      return;
    }
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', async () => {
      const one = { message: JSON.parse(body), headers: request.headers, gone: gone.signal };
      received.push(one);
      await answer(one, response);
      if (!response.headersSent && !response.destroyed) answerAsUsual(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const taken = address && typeof address === 'object' ? address.port : port;
  return {
    url: `http://127.0.0.1:${taken}/mcp`,
    received,
    streams,
    of: (method) => received.filter(({ message }) => message.method === method),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerAsUsual({ message }: ReceivedMessage, response: ServerResponse): void {
  if (message.id === undefined || message.method === undefined) {
    response.writeHead(202).end();
    return;
  }
  const hello = {
    protocolVersion: message.params?.protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'raw', version: '1' },
  };
  sendResult(response, message.id, message.method === 'initialize' ? hello : {});
}

export function sendResult(response: ServerResponse, id: number | undefined, result: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
}
