import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';

/** Sends JSON-RPC over kept connections, as lean as can be, so that the figures are those of the servers. */
export interface Caller {
  /** The milliseconds of each of `count` requests. */
  run(method: 'tools/call' | 'tools/list', load: Load, count: number): Promise<number[]>;
  close(): Promise<void>;
}

export interface Load {
  connections: number;
  /** Requests a second of all connections together; without it, each sends again as soon as it has its answer. */
  perSecond?: number;
}

export function createCaller(target: { url: string; token: string; tool: string }): Caller {
  const { origin, pathname: path } = new URL(target.url);
  const pool = new Pool(origin, { pipelining: 1 });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${target.token}`,
    'mcp-protocol-version': '2025-11-25',
  };
  const bodyOf = (method: string, params: object) =>
    JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const bodies = {
    'tools/call': bodyOf('tools/call', { name: target.tool, arguments: { text: 'oi' } }),
    'tools/list': bodyOf('tools/list', {}),
  };

  const send = (method: keyof typeof bodies): Promise<void> =>
    new Promise((resolve, reject) => {
      let status = 0;
      let text = '';
      pool.dispatch(
        { path, method: 'POST', headers, body: bodies[method] },
        {
          onRequestStart: () => undefined,
          onResponseStart(_controller, statusCode) {
            status = statusCode;
          },
          onResponseData(_controller, chunk) {
            text += chunk.toString('latin1');
          },
          onResponseEnd() {
            const isResult = text.includes('"result"') && !text.includes('"isError":true');
            if (status === 200 && isResult) resolve();
            else reject(new Error(`${method} failed (${status}): ${text.slice(0, 300)}`));
          },
          onResponseError: (_controller, error) => reject(error),
        },
      );
    });

  return {
    async run(method, { connections, perSecond }, count) {
      const times: number[] = [];
      const begun = performance.now();
      let sent = 0;
      const keepSending = async () => {
        while (sent < count) {
          const due = perSecond ? begun + (sent * 1_000) / perSecond : performance.now();
          sent += 1;
          const started = await startedAt(due);
          await send(method);
          times.push(performance.now() - started);
        }
      };
      await Promise.all(Array.from({ length: connections }, keepSending));
      return times;
    },
    close: () => pool.close(),
  };
}

/**
 * Waits until a request is due. One that is due already has waited for a free connection, which counts as its time;
 * that a timer comes late does not.
 */
async function startedAt(due: number): Promise<number> {
  const early = due - performance.now();
  if (early <= 0) return due;
  await wait(early);
  return performance.now();
}
