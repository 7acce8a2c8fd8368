import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  headers: IncomingHttpHeaders;
  body: string;
  event: { event: string; [field: string]: unknown };
  at: number;
}

export interface TestBot {
  url: string;
  received: ReceivedWebhook[];
  /** What the next webhooks are answered with, first in first out; then 200. `hang` never answers. */
  answers: (number | 'hang')[];
  names(): string[];
  close(): Promise<void>;
}

/** A bot that only listens, over a real socket. */
export function startBot(): Promise<TestBot> {
  const received: ReceivedWebhook[] = [];
  const answers: TestBot['answers'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    received.push({ headers: request.headers, body, event: JSON.parse(body), at: Date.now() });
    const answer = answers.shift() ?? 200;
    if (answer !== 'hang') response.writeHead(answer).end('{}');
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
        received,
        answers,
        names: () => received.map(({ event }) => event.event),
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
