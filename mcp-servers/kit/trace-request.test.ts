import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RecordedSpans, recordSpans } from '#telemetry/tracing/testing/record-spans.ts';
import { fixtureServer } from './fixtures/fixture-server.ts';
import { startTestServer, type TestServer } from './testing.ts';
import { traceRequest } from './trace-request.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const foreign = `00-${'1'.repeat(32)}-b7ad6b7169203331-01`;

test('without tracing the work is only done', async () => {
  expect(await traceRequest({ method: 'tools/call' }, { traceparent }, async () => 'done')).toBe('done');
});

describe('with tracing', () => {
  let server: TestServer;
  let recorded: RecordedSpans;
  beforeAll(async () => {
    server = await startTestServer(fixtureServer(), {});
  });
  afterAll(() => server.close(0));
  beforeEach(() => {
    recorded = recordSpans();
  });
  afterEach(() => recorded.stop());

  const spanOf = (name: string) => recorded.ended().find((span) => span.name === name);
  const tracesOf = (name: string) => spanOf(name)?.spanContext().traceId;
  const work = async () => undefined;
  const call = (params: object, headers?: object) =>
    traceRequest({ method: 'tools/call', params: { name: 'do', ...params } }, headers, work);

  test('a request goes on with the trace of its _meta, before that of its headers', async () => {
    await call({ _meta: { traceparent } }, { traceparent: foreign });
    expect(tracesOf('tools/call do')).toBe(traceId);
    expect(spanOf('tools/call do')?.kind).toBe(1);
  });

  test('with that of its headers where _meta has none, else with one of its own', async () => {
    await call({ _meta: { progressToken: 1 } }, { traceparent });
    expect(tracesOf('tools/call do')).toBe(traceId);
    await traceRequest({ method: 'resources/read' }, undefined, work);
    expect(spanOf('resources/read')?.parentSpanContext).toBeUndefined();
  });

  test('a call over HTTP is one span, with the code of what its tool failed with', async () => {
    const client = await server.client();
    await client.callTool({ name: 'no_such_tool', _meta: { traceparent } }).catch(() => undefined);
    expect(tracesOf('tools/call no_such_tool')).toBe(traceId);
    await client.callTool({ name: 'fail', _meta: { traceparent } });
    await client.close();
    const spans = recorded.ended().filter((span) => span.name === 'tools/call fail');
    expect(spans).toHaveLength(1);
    expect(spans[0]?.attributes).toMatchObject({
      'gen_ai.tool.name': 'fail',
      'error.type': expect.any(String),
    });
  });
});
