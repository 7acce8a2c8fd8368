import { once } from 'node:events';
import type { Response } from 'express';
import type { ServerSentEvent } from './route.ts';

/** Below the idle time after which proxies usually cut a connection. */
const keepAliveMs = 15_000;

/** After which time a client that was cut off connects again. */
const reconnectMs = 1_000;

/** Sends events as they come, as fast as the client takes them. */
export async function sendEvents(events: AsyncIterable<ServerSentEvent>, response: Response): Promise<void> {
  response.set({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no', // nginx would hold the events back
  });
  response.write(`retry: ${reconnectMs}\n\n`);
  const alive = setInterval(() => response.write(': still here\n\n'), keepAliveMs);
  try {
    for await (const event of events) {
      if (response.destroyed) return;
      if (!response.write(textOf(event))) await drained(response);
    }
  } finally {
    clearInterval(alive);
    response.end();
  }
}

/** Waits until the client has taken what was sent, or is gone. */
async function drained(response: Response): Promise<void> {
  if (response.destroyed) return;
  const over = new AbortController();
  try {
    await Promise.race([
      once(response, 'drain', { signal: over.signal }),
      once(response, 'close', { signal: over.signal }),
    ]);
  } finally {
    over.abort();
  }
}

function textOf({ id, event, data }: ServerSentEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`;
}
