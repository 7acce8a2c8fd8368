import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inSpan } from '#telemetry/tracing/span.ts';
import { type RecordedSpans, recordSpans } from '#telemetry/tracing/testing/record-spans.ts';
import { httpLink } from './http-link.ts';
import type { McpLink } from './link.ts';
import { stdioLink } from './stdio-link.ts';
import { type RawMcpServer, startRawMcpServer } from './testing.ts';
import { tracedLink } from './traced-link.ts';

const principal = { subject: 'test', tenant: 'main', scopes: ['*'] };
const call = { method: 'tools/call', principal, writes: false, timeoutMs: 5_000 };
const inWork = <Result>(work: () => Promise<Result>) => inSpan(() => ({ name: 'work' }), work);

let server: RawMcpServer;
let link: McpLink;
beforeEach(async () => {
  server = await startRawMcpServer();
  link = tracedLink(httpLink({ server: 'raw', url: server.url, credentials: () => ({}), maxBytes: 100_000 }));
});
afterEach(async () => {
  await link.close();
  await server.close();
});

test('without tracing a request is as it was', async () => {
  await inWork(() => link.request({ ...call, params: { name: 'do' } }));
  const [sent] = server.of('tools/call');
  expect(sent?.message.params).toEqual({ name: 'do' });
  expect(sent?.headers).not.toHaveProperty('traceparent');
});

describe('with tracing', () => {
  let recorded: RecordedSpans;
  beforeEach(() => {
    recorded = recordSpans();
  });
  afterEach(() => recorded.stop());

  test('a request is a span, which its _meta and its headers tell', async () => {
    await inWork(() => link.request({ ...call, params: { name: 'do', _meta: { progressToken: 1 } } }));
    const span = recorded.ended().find(({ name }) => name === 'tools/call do');
    const { traceId, spanId } = span?.spanContext() ?? {};
    const traceparent = `00-${traceId}-${spanId}-01`;
    const [sent] = server.of('tools/call');
    expect(sent?.message.params).toEqual({ name: 'do', _meta: { progressToken: 1, traceparent } });
    expect(sent?.headers.traceparent).toBe(traceparent);
    expect(recorded.path('tools/call do')).toEqual(['tools/call do', 'work']);
  });

  test('outside of any work there is none: a watch of the lists is no trace', async () => {
    await link.request({ ...call, method: 'tools/list' });
    expect(recorded.ended()).toEqual([]);
    expect(server.of('tools/list')[0]?.message.params).not.toHaveProperty('_meta');
  });

  test('over stdio, too', async () => {
    const process = tracedLink(
      stdioLink({
        server: 'fixture',
        command: globalThis.process.execPath,
        args: [join(import.meta.dirname, 'fixtures/stdio-server.ts')],
        env: {},
        maxBytes: 100_000,
      }),
    );
    const params = { name: 'do', arguments: { how: 'trace' } };
    const result = await inWork(() => process.request({ ...call, params }));
    await process.close();
    const span = recorded.ended().find(({ name }) => name === 'tools/call do');
    expect(JSON.stringify(result)).toContain(span?.spanContext().spanId);
  });
});
