import { afterEach, describe, expect, test } from 'vitest';
import { LimitError } from '#errors/errors.ts';
import { askUpstream, timeUpstreamRequest } from './ask-upstream.ts';
import { createMetrics } from './metrics.ts';
import { inSpan } from './tracing/span.ts';
import { type RecordedSpans, recordSpans } from './tracing/testing/record-spans.ts';

let operations = 0;
/** An operation that no other test has asked for: the figures are those of the whole process. */
function newRequest() {
  operations += 1;
  return { upstream: 'odoo' as const, operation: `operation_${operations}` };
}
const start = () => ({ name: 'odoo request' });

/** The lines of an operation's requests, by their ending: `count`, `sum` or `bucket`. */
async function lines(operation: string, ending: string, service = 'test'): Promise<string[]> {
  const text = await createMetrics(service).registry.metrics();
  return text
    .split('\n')
    .filter(
      (line) => line.startsWith(`upstream_request_seconds_${ending}{`) && line.includes(`"${operation}"`),
    );
}

test('a request is timed by upstream, operation and outcome, and gives what it gave', async () => {
  const request = newRequest();
  expect(await askUpstream(request, start, async () => 'the answer')).toBe('the answer');
  await askUpstream(request, start, async () => undefined);
  const [line, ...others] = await lines(request.operation, 'count');
  expect(others).toEqual([]);
  for (const label of ['upstream="odoo"', 'outcome="ok"', 'service="test"']) expect(line).toContain(label);
  expect(line).toMatch(/ 2$/);
});

test('it takes as long as it takes', async () => {
  const request = newRequest();
  await askUpstream(request, start, () => new Promise((resolve) => setTimeout(resolve, 60)));
  const [line = ''] = await lines(request.operation, 'sum');
  const seconds = Number(line.slice(line.lastIndexOf(' ')));
  expect(seconds).toBeGreaterThanOrEqual(0.059);
  const buckets = await lines(request.operation, 'bucket');
  expect(buckets.find((bucket) => bucket.includes('le="0.05"'))).toMatch(/ 0$/);
  expect(buckets.find((bucket) => bucket.includes('le="60"'))).toMatch(/ 1$/);
});

test('a failure counts by its code, and is thrown as it is', async () => {
  const request = newRequest();
  const failure = new LimitError('maria@exemplo.com asked too often');
  await expect(askUpstream(request, start, () => Promise.reject(failure))).rejects.toBe(failure);
  const strange = new Error('password=hunter2');
  await expect(askUpstream(request, start, () => Promise.reject(strange))).rejects.toBe(strange);
  const counts = await lines(request.operation, 'count');
  expect(counts).toHaveLength(2);
  expect(counts.join()).toContain('outcome="limit_reached"');
  expect(counts.join()).toContain('outcome="internal_error"');
  expect(counts.join()).not.toMatch(/maria|hunter2/);
});

test('a request that is told in two calls is timed from one to the other', async () => {
  const request = newRequest();
  const end = timeUpstreamRequest(request);
  expect(await lines(request.operation, 'count')).toEqual([]);
  end('model_timeout');
  expect((await lines(request.operation, 'count')).join()).toContain('outcome="model_timeout"');
});

test('services that share a process show the same, each under its name', async () => {
  const request = newRequest();
  await askUpstream(request, start, async () => undefined);
  for (const service of ['crews', 'mcp-odoo']) {
    const [line] = await lines(request.operation, 'count', service);
    expect(line).toContain(`service="${service}"`);
  }
});

describe('with tracing', () => {
  let recorded: RecordedSpans;
  afterEach(() => recorded.stop());

  test('it is a span within the work that asked, and outside of any work it is timed all the same', async () => {
    recorded = recordSpans();
    const request = newRequest();
    await askUpstream(request, start, async () => undefined);
    expect(recorded.ended()).toEqual([]);
    await inSpan(
      () => ({ name: 'work' }),
      () => askUpstream(request, start, async () => undefined),
    );
    expect(recorded.path('odoo request')).toEqual(['odoo request', 'work']);
    expect((await lines(request.operation, 'count')).join()).toMatch(/ 2$/);
  });
});
