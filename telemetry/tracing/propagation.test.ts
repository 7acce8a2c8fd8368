import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { continueTrace, linkTo, presentTrace, traceCarrier, withTraceMeta } from './propagation.ts';
import { inSpan } from './span.ts';
import { type RecordedSpans, recordSpans } from './testing/record-spans.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const carrier = { traceparent: `00-${traceId}-b7ad6b7169203331-01`, tracestate: 'vendor=1' };
const inWork = <Result>(work: () => Result) =>
  inSpan(
    () => ({ name: 'work' }),
    async () => work(),
  );

test('without tracing nothing is told, and nothing is taken up', () => {
  expect(traceCarrier()).toEqual({});
  expect(withTraceMeta({ name: 'tool' })).toEqual({ name: 'tool' });
  expect(continueTrace(carrier, presentTrace)).toBeUndefined();
});

describe('with tracing', () => {
  let recorded: RecordedSpans;
  beforeEach(() => {
    recorded = recordSpans();
  });
  afterEach(() => recorded.stop());

  test('what one process tells, another goes on with', async () => {
    const told = await inWork(traceCarrier);
    expect(told.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    await continueTrace(told, () =>
      inSpan(
        () => ({ name: 'elsewhere' }),
        async () => undefined,
      ),
    );
    expect(recorded.path('elsewhere')).toEqual(['elsewhere', 'work']);
  });

  test('the state of other vendors travels along', async () => {
    const told = await continueTrace(carrier, () => inWork(traceCarrier));
    expect(told.traceparent).toContain(traceId);
    expect(told.tracestate).toBe('vendor=1');
  });

  test('an MCP request carries it in its _meta, beside what is there', async () => {
    const params = { name: 'tool', _meta: { progressToken: 7 } };
    expect(await inWork(() => withTraceMeta(params))).toEqual({
      name: 'tool',
      _meta: { progressToken: 7, traceparent: expect.any(String) },
    });
    expect(withTraceMeta(params)).toBe(params); // outside of any span
  });

  test.each([
    ['nothing', undefined],
    ['no trace', {}],
    ['nonsense', { traceparent: 'nonsense' }],
    ['a number', { traceparent: 7 }],
    ['a trace of zeros', { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` }],
  ])('%s begins a trace of its own, even in the middle of other work', async (_, wrong) => {
    const outer = await inWork(() => {
      const ids = presentTrace();
      void continueTrace(wrong, () =>
        inSpan(
          () => ({ name: 'fresh' }),
          async () => undefined,
        ),
      );
      return ids;
    });
    const fresh = recorded.ended().find(({ name }) => name === 'fresh');
    expect(fresh?.parentSpanContext).toBeUndefined();
    expect(fresh?.spanContext().traceId).not.toBe(outer?.trace_id);
  });

  test('a trace that is not recorded there is not recorded here', async () => {
    const unsampled = { traceparent: carrier.traceparent.replace(/01$/, '00') };
    await continueTrace(unsampled, () => inWork(() => undefined));
    expect(recorded.ended()).toEqual([]);
  });

  test('a link points at another trace; there is none to nothing', () => {
    expect(linkTo(carrier)).toMatchObject([{ context: { traceId, spanId: 'b7ad6b7169203331' } }]);
    expect(linkTo({})).toEqual([]);
  });

  test('the ids of the present span are told to the log', async () => {
    expect(presentTrace()).toBeUndefined();
    expect(await continueTrace(carrier, () => inWork(presentTrace))).toEqual({
      trace_id: traceId,
      span_id: recorded.ended()[0]?.spanContext().spanId,
    });
  });
});
