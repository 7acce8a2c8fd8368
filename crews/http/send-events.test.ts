import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import type { ServerSentEvent } from './route.ts';
import { sendEvents } from './send-events.ts';

/** Serves the events once; how many of them were taken from their source can be seen. */
async function serve(events: (gone: AbortSignal) => AsyncGenerator<ServerSentEvent>) {
  const app = express();
  const source = { taken: 0, ended: false };
  app.get('/', async (_request, response) => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    async function* counted() {
      try {
        for await (const event of events(gone.signal)) {
          source.taken += 1;
          yield event;
        }
      } finally {
        source.ended = true;
      }
    }
    await sendEvents(counted(), response);
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { source, port, url: `http://127.0.0.1:${port}/`, close: () => server.closeAllConnections() };
}

async function* few(): AsyncGenerator<ServerSentEvent> {
  yield { event: 'metadata', data: '{"a":1}' };
  yield { id: '1-0', event: 'updates', data: '"two\\nlines"' };
}

test('events are written as the standard says, with the time to connect again', async () => {
  const { url, close } = await serve(few);
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  expect(await response.text()).toBe(
    [
      'retry: 1000',
      'event: metadata\ndata: {"a":1}',
      'id: 1-0\nevent: updates\ndata: "two\\nlines"',
      '',
    ].join('\n\n'),
  );
  close();
});

test('a client that does not read holds its events back, and ends them when it leaves', async () => {
  const { source, port, close } = await serve(async function* (gone) {
    const data = JSON.stringify('x'.repeat(100_000));
    while (!gone.aborted) yield { event: 'custom', data };
  });
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(() => source.taken).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const held = source.taken;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(source.taken).toBe(held);
  expect(held).toBeLessThan(500);
  socket.destroy();
  await expect.poll(() => source.ended).toBe(true);
  close();
});
