import { describe, expect, test } from 'vitest';
import { OutcomeUnknownError, UpstreamError } from '#errors/errors.ts';
import { unreadableAnswer } from './unreadable-answer.ts';

const html = (status: number) => ({ status, contentType: 'text/html' });

describe('unreadableAnswer', () => {
  test.each([200, 301, 404, 500, 502, 503, 504])('a read changes nothing whatever came (%i)', (status) => {
    expect(unreadableAnswer(html(status), 'read')).toBeInstanceOf(UpstreamError);
  });

  test.each([200, 500, 502, 503, 504])('a write has an unknown outcome after %i', (status) => {
    expect(unreadableAnswer(html(status), 'write')).toBeInstanceOf(OutcomeUnknownError);
  });

  test.each([301, 302, 401, 403, 404, 413, 429])('a write was not passed on after %i', (status) => {
    expect(unreadableAnswer(html(status), 'write')).toBeInstanceOf(UpstreamError);
  });

  test('says whether to try again, or what to check', () => {
    expect(unreadableAnswer(html(502), 'read')).toMatchObject({ code: 'odoo_bad_answer', retryable: true });
    expect(unreadableAnswer(html(429), 'write').retryable).toBe(true);
    const redirect = unreadableAnswer(html(301), 'read');
    expect(redirect.retryable).toBe(false);
    expect(redirect.fix).toContain('ODOO_URL');
  });

  test('names status and content type', () => {
    expect(unreadableAnswer(html(502), 'read').message).toContain('502, text/html');
    expect(unreadableAnswer({ status: 200, contentType: '' }, 'read').message).toContain('no content type');
  });
});
