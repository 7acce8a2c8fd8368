import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { presentTrace } from '#telemetry/tracing/propagation.ts';
import { type RecordedSpans, recordSpans } from '#telemetry/tracing/testing/record-spans.ts';
import { type Listening, listen } from './listen.ts';
import { traceRequests } from './trace-requests.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };

let listening: Listening;
let recorded: RecordedSpans | undefined;
beforeEach(async () => {
  const app = express();
  app.use(traceRequests());
  app.use(express.json());
  app.post('/threads/:id', (_request, response) => void response.json(presentTrace() ?? {}));
  app.get('/broken', (_request, response) => void response.status(503).end());
  listening = await listen(app, { host: '127.0.0.1', port: 0, name: 'test' });
});
afterEach(async () => {
  recorded?.stop();
  recorded = undefined;
  await listening.close(0);
});

const post = async () => {
  const answer = await fetch(new URL('/threads/maria', listening.url), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{"a":1}',
  });
  return answer.json();
};

test('without tracing a request is answered as ever', async () => {
  expect(await post()).toEqual({});
});

test('a request goes on with its caller’s trace, and what answers it is within, also after its body was read', async () => {
  recorded = recordSpans();
  expect(await post()).toMatchObject({ trace_id: traceId });
  await expect.poll(() => recorded?.ended().length).toBe(1);
  expect(recorded.ended()[0]).toMatchObject({
    name: 'POST /threads/:id',
    kind: 1,
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/threads/:id',
      'http.response.status_code': 200,
    },
  });
});

test('its address is told by the pattern alone, and a failure of ours is one', async () => {
  recorded = recordSpans();
  await fetch(new URL('/broken', listening.url));
  await fetch(new URL('/nowhere/maria', listening.url));
  await expect.poll(() => recorded?.ended().length).toBe(2);
  expect(recorded.ended().map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([
    ['GET /broken', '503'],
    ['GET other', undefined],
  ]);
});
