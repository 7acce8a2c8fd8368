import { describe, expect, test } from 'vitest';
import { exchangeCheck } from './openapi.ts';

const check = exchangeCheck();

describe.skipIf(!check)('the check against the OpenAPI file', () => {
  const labels = (answer: unknown, requestBody?: unknown) =>
    check?.({
      method: 'post',
      path: '/conversations/:conversation/labels',
      requestBody,
      status: 200,
      answer,
    });

  test('accepts what fits', () => {
    expect(labels({ payload: ['vip'] }, { labels: ['vip'] })).toEqual([]);
  });

  test('names what does not fit, in the request and in the answer', () => {
    expect(labels({ payload: [7] }, {})).toEqual([
      "request  must have required property 'labels'",
      'answer /payload/0 must be string',
    ]);
  });

  test('passes over what the file does not have', () => {
    const typing = { method: 'post', path: '/conversations/:conversation/toggle_typing_status' } as const;
    expect(check?.({ ...typing, requestBody: { typing_status: 'on' }, status: 200, answer: null })).toEqual(
      [],
    );
  });

  test('allows null where the real serialisers give it', () => {
    expect(labels({ payload: null })).toEqual([]);
  });
});
