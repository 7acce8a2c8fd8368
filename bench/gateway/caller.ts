import { Agent, request } from 'node:http';

/** Sends JSON-RPC over kept connections, as lean as can be, so that the figures are those of the servers. */
export interface Caller {
  /** The milliseconds of each of `count` requests, with `connections` of them under way at any time. */
  run(method: 'tools/call' | 'tools/list', connections: number, count: number): Promise<number[]>;
  close(): void;
}

export function createCaller(target: { url: string; token: string; tool: string }): Caller {
  const agent = new Agent({ keepAlive: true });
  const url = new URL(target.url);
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${target.token}`,
    'mcp-protocol-version': '2025-11-25',
  };
  const params = { 'tools/call': { name: target.tool, arguments: { text: 'oi' } }, 'tools/list': {} };
  let id = 0;

  const send = (method: keyof typeof params): Promise<void> =>
    new Promise((resolve, reject) => {
      id += 1;
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params: params[method] });
      const sent = request(url, {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      sent.on('error', reject);
      sent.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => {
          const isResult = text.includes('"result"') && !text.includes('"isError":true');
          if (response.statusCode === 200 && isResult) resolve();
          else reject(new Error(`${method} failed (${response.statusCode}): ${text.slice(0, 300)}`));
        });
      });
      sent.end(body);
    });

  return {
    async run(method, connections, count) {
      const times: number[] = [];
      let left = count;
      const keepSending = async () => {
        while (left > 0) {
          left -= 1;
          const started = performance.now();
          await send(method);
          times.push(performance.now() - started);
        }
      };
      await Promise.all(Array.from({ length: connections }, keepSending));
      return times;
    },
    close: () => agent.destroy(),
  };
}
