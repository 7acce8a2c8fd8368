import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { loadOpenApi } from './openapi.ts';

export interface CheckingProxy {
  url: string;
  /** What Qdrant's OpenAPI has against the requests and answers so far; always empty without its file. */
  problems: string[];
  close(): void;
}

/** Passes everything on to a Qdrant, and checks each request and answer against Qdrant's OpenAPI. */
export async function startCheckingProxy(target: string): Promise<CheckingProxy> {
  const problemsOf = loadOpenApi();
  const problems: string[] = [];

  const server = createServer(async (request, response) => {
    const method = request.method ?? 'GET';
    const address = new URL(request.url ?? '/', target);
    const body = await text(request);
    const answer = await fetch(address, {
      method,
      headers: passedOn(request),
      ...(body === '' ? {} : { body }),
    });
    const answerText = await answer.text();
    problems.push(
      ...(problemsOf?.({
        method,
        path: address.pathname,
        request: parsed(body),
        status: answer.status,
        answer: parsed(answerText),
      }) ?? []),
    );
    const type = answer.headers.get('content-type') ?? 'application/json';
    response.writeHead(answer.status, { 'content-type': type }).end(answerText);
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, problems, close: () => void server.close() };
}

function passedOn({ headers }: IncomingMessage): Record<string, string> {
  const names = ['content-type', 'api-key'] as const;
  return Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : [])));
}

function parsed(body: string): unknown {
  return body.startsWith('{') ? JSON.parse(body) : body;
}
