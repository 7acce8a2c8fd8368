import { SpanStatusCode } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LimitError } from '#errors/errors.ts';
import { failPresentSpan, inClientSpan, inSpan, isTracing, startSpan } from './span.ts';
import { type RecordedSpans, recordSpans } from './testing/record-spans.ts';

describe('without tracing', () => {
  test('work is only called, and nobody asks how its span would begin', async () => {
    const start = vi.fn(() => ({ name: 'never' }));
    expect(isTracing()).toBe(false);
    expect(await inSpan(start, async (span) => span ?? 'done')).toBe('done');
    expect(await inClientSpan(start, async (span) => span ?? 'done')).toBe('done');
    expect(startSpan({ name: 'never' })).toBeUndefined();
    failPresentSpan('nothing');
    expect(start).not.toHaveBeenCalled();
  });

  test('what work throws is thrown', async () => {
    await expect(
      inSpan(
        () => ({ name: 'never' }),
        () => Promise.reject(new Error('as it is')),
      ),
    ).rejects.toThrow('as it is');
  });
});

describe('with tracing', () => {
  let recorded: RecordedSpans;
  beforeEach(() => {
    recorded = recordSpans();
  });
  afterEach(() => recorded.stop());

  test('work within work is a span within a span, however long it waits', async () => {
    await inSpan(
      () => ({ name: 'outer', kind: 'server', attributes: { tool: 'a' } }),
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        await inSpan(
          () => ({ name: 'inner' }),
          async () => undefined,
        );
      },
    );
    expect(recorded.path('inner')).toEqual(['inner', 'outer']);
    expect(recorded.ended().at(-1)).toMatchObject({ name: 'outer', kind: 1, attributes: { tool: 'a' } });
  });

  test('what asks others by itself, outside of any work, leaves no trace', async () => {
    await inClientSpan(
      () => ({ name: 'watch' }),
      async () => undefined,
    );
    expect(recorded.ended()).toEqual([]);
    await inSpan(
      () => ({ name: 'work' }),
      () =>
        inClientSpan(
          () => ({ name: 'ask' }),
          async () => undefined,
        ),
    );
    expect(recorded.path('ask')).toEqual(['ask', 'work']);
    expect(recorded.ended()[0]?.kind).toBe(2);
  });

  test('a failure is told by its code, and not by its words', async () => {
    const failure = new LimitError('maria@exemplo.com asked too often');
    await expect(
      inSpan(
        () => ({ name: 'failed' }),
        () => Promise.reject(failure),
      ),
    ).rejects.toBe(failure);
    const [span] = recorded.ended();
    expect(span?.attributes['error.type']).toBe('limit_reached');
    expect(span?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(span?.events).toEqual([]);
  });

  test('a graph that stops to ask has not failed', async () => {
    const question = Object.assign(new Error('interrupt'), { is_bubble_up: true });
    await expect(
      inSpan(
        () => ({ name: 'asked' }),
        () => Promise.reject(question),
      ),
    ).rejects.toBe(question);
    expect(recorded.ended()[0]?.status.code).toBe(SpanStatusCode.UNSET);
  });

  test('a failure that became an answer marks the span that is present', async () => {
    await inSpan(
      () => ({ name: 'answered' }),
      async () => failPresentSpan('not_found'),
    );
    expect(recorded.ended()[0]).toMatchObject({ attributes: { 'error.type': 'not_found' } });
  });

  test('a span of two calls ends when it is told to, within what was present', async () => {
    await inSpan(
      () => ({ name: 'node' }),
      async () => startSpan({ name: 'chat', kind: 'client' })?.end(),
    );
    expect(recorded.path('chat')).toEqual(['chat', 'node']);
  });
});
