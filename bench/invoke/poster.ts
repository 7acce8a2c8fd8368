import { Agent, request } from 'node:http';

/** Posts JSON over kept connections, as lean as can be, so that the figures are those of the servers. */
export interface Poster {
  /** @throws Error for an answer other than 2xx. */
  post(path: string, body: object): Promise<unknown>;
  /** The milliseconds of each of `count` requests, with `connections` of them under way at any time. */
  run(path: string, body: object, options: { connections: number; count: number }): Promise<number[]>;
  close(): void;
}

/** @param server.token sent as a bearer token, where there is one. */
export function createPoster(server: { url: string; token?: string }): Poster {
  const agent = new Agent({ keepAlive: true });
  const authorization = server.token === undefined ? {} : { authorization: `Bearer ${server.token}` };

  const post = (path: string, body: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const content = JSON.stringify(body);
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(content),
        ...authorization,
      };
      const sent = request(new URL(path, server.url), { method: 'POST', agent, headers });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed the kept connection at the same moment; what was sent did not reach it.
        if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(post(path, body));
        else reject(error);
      });
      sent.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode >= 200 && statusCode < 300) resolve(text ? JSON.parse(text) : undefined);
          else reject(new Error(`${path} answered ${statusCode}: ${text.slice(0, 300)}`));
        });
      });
      sent.end(content);
    });

  return {
    post,
    async run(path, body, { connections, count }) {
      const times: number[] = [];
      let left = count;
      const keepPosting = async () => {
        while (left > 0) {
          left -= 1;
          const started = performance.now();
          await post(path, body);
          times.push(performance.now() - started);
        }
      };
      await Promise.all(Array.from({ length: connections }, keepPosting));
      return times;
    },
    close: () => agent.destroy(),
  };
}
