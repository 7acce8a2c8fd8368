import http from 'node:http';

/** One request as it is sent; the body is empty for a GET. */
export interface PlainRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}

/** A connection that is kept open, with nothing on top of Node's own client. */
export function openConnection() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  return {
    /** @throws where the answer is not one of success. */
    call({ url, method, headers, body }: PlainRequest): Promise<string> {
      return new Promise((resolve, reject) => {
        const length = Buffer.byteLength(body);
        const request = http.request(url, {
          method,
          agent,
          headers: { ...headers, ...(length > 0 ? { 'content-length': length } : {}) },
        });
        request.on('error', reject);
        request.on('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if (response.statusCode === 200) resolve(text);
            else reject(new Error(`${method} ${url}: ${response.statusCode} ${text.slice(0, 300)}`));
          });
        });
        request.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}
