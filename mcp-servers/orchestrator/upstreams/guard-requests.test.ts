import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { LinkRequest } from '#adapters/mcp/link.ts';
import { InputError, OutcomeUnknownError, UpstreamError } from '#errors/errors.ts';
import { anybody } from '../testing/test-gateway.ts';
import { guardRequests } from './guard-requests.ts';
import type { WatchedUpstream } from './watch-upstream.ts';

const gone = () => new UpstreamError('gone', { code: 'server_unavailable' });
const lost = () => new OutcomeUnknownError('lost', { cause: new Error('reset') });
const request: LinkRequest = { method: 'tools/call', principal: anybody, writes: false, timeoutMs: 1_000 };

/** An upstream that answers by `answer`; `change` tells that it was seen anew. */
function upstreamThat(answer: (attempt: number) => unknown) {
  let attempts = 0;
  let refreshed = 0;
  let change = () => undefined as unknown;
  const link = {
    request: async () => {
      attempts += 1;
      const result = answer(attempts);
      if (result instanceof Error) throw result;
      return result as Record<string, unknown>;
    },
  };
  const upstream = {
    settings: { name: 'mcp-x' },
    link,
    state: () => 'ok',
    refresh: async () => {
      refreshed += 1;
    },
    onChange: (listener: () => void) => {
      change = listener;
    },
  } as unknown as WatchedUpstream;
  const send = guardRequests(upstream);
  return {
    ask: (repeatable: boolean, signal?: AbortSignal) => send({ ...request, signal }, repeatable),
    attempts: () => attempts,
    refreshed: () => refreshed,
    change: () => change(),
  };
}

describe('a lost answer', () => {
  test('of what may be repeated is asked for again', async () => {
    const upstream = upstreamThat((attempt) => (attempt === 1 ? gone() : { fine: true }));
    expect(await upstream.ask(true)).toEqual({ fine: true });
    expect(upstream.attempts()).toBe(2);
  });

  test('of a change that is safe to repeat too', async () => {
    const upstream = upstreamThat((attempt) => (attempt === 1 ? lost() : { fine: true }));
    expect(await upstream.ask(true)).toEqual({ fine: true });
  });

  test('of anything else never', async () => {
    const upstream = upstreamThat(() => lost());
    await expect(upstream.ask(false)).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(upstream.attempts()).toBe(1);
  });

  test('is asked for three times at most, within half a second', async () => {
    const upstream = upstreamThat(() => gone());
    const started = performance.now();
    await expect(upstream.ask(true)).rejects.toMatchObject({ code: 'server_unavailable' });
    expect(upstream.attempts()).toBe(3);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('is not asked for again by a caller who has gone', async () => {
    const upstream = upstreamThat(() => gone());
    const caller = new AbortController();
    const asked = upstream.ask(true, caller.signal);
    caller.abort();
    await expect(asked).rejects.toThrow();
    expect(upstream.attempts()).toBe(1);
  });
});

test.each([
  ['a time-out', new UpstreamError('late', { code: 'timeout' })],
  ['a time-out of a change', new OutcomeUnknownError('late')],
  ['a refusal', new InputError('no')],
  ['too large an answer', new UpstreamError('large', { code: 'result_too_large' })],
])('%s is not repeated', async (_, error) => {
  const upstream = upstreamThat(() => error);
  await expect(upstream.ask(true)).rejects.toBe(error);
  expect(upstream.attempts()).toBe(1);
});

describe('the circuit breaker', () => {
  const fail = async (upstream: ReturnType<typeof upstreamThat>, times: number) => {
    for (let time = 0; time < times; time += 1) await upstream.ask(false).catch(() => undefined);
  };

  test('opens after five failures in a row, and has the upstream looked at', async () => {
    const upstream = upstreamThat(() => gone());
    await fail(upstream, 8);
    expect(upstream.attempts()).toBe(5);
    expect(upstream.refreshed()).toBe(1);
    await expect(upstream.ask(true)).rejects.toMatchObject({ code: 'server_unavailable' });
  });

  test('does not open for what is no outage', async () => {
    const upstream = upstreamThat(() => new InputError('no'));
    await fail(upstream, 8);
    expect(upstream.attempts()).toBe(8);
  });

  test('lets a request through after a second, and closes when it succeeds', async () => {
    const upstream = upstreamThat((attempt) => (attempt <= 5 ? gone() : { fine: true }));
    await fail(upstream, 6);
    await sleep(1_050);
    expect(await upstream.ask(false)).toEqual({ fine: true });
    expect(await upstream.ask(false)).toEqual({ fine: true });
  });

  test('closes at once when the upstream was seen again', async () => {
    const upstream = upstreamThat((attempt) => (attempt <= 5 ? gone() : { fine: true }));
    await fail(upstream, 5);
    upstream.change();
    expect(await upstream.ask(false)).toEqual({ fine: true });
  });
});
