import { describe, expect, test } from 'vitest';
import { describeError } from '#errors/describe-error.ts';
import { keptFromBots, notAnswered, notDone, refused } from './failure.ts';
import type { ChatwootRequest } from './request.ts';

const read: ChatwootRequest = {
  operation: 'get_conversation',
  subject: 'conversation 12',
  method: 'GET',
  path: '/conversations/12',
  access: '4.15',
  effect: 'read',
};
const once: ChatwootRequest = { ...read, operation: 'send_message', method: 'POST', effect: 'once' };
const repeatable: ChatwootRequest = { ...once, operation: 'set_status', effect: 'repeatable' };

describe('a request without a usable answer', () => {
  test('that only read changed nothing, and may be repeated', () => {
    expect(describeError(notAnswered(read, 'closed the connection'))).toMatchObject({ retryable: true });
    expect(notAnswered(read, 'closed the connection').message).not.toContain('not known');
  });

  test('that wrote has an unknown outcome; how to go on depends on what doing it twice means', () => {
    const [unsafe, safe] = [once, repeatable].map((request) => describeError(notAnswered(request, 'failed')));
    expect(unsafe).toMatchObject({ retryable: false, fix: expect.stringContaining('same delivery key') });
    expect(safe).toMatchObject({
      retryable: true,
      fix: expect.stringContaining('twice is the same as once'),
    });
    for (const { message } of [unsafe, safe].filter((error) => error !== undefined))
      expect(message).toContain('whether it was done is not known');
  });

  test('that was never sent is no unknown outcome, whatever it would have done', () => {
    for (const request of [read, once, repeatable])
      expect(notDone(request, 'cannot be reached').name).toBe('UpstreamError');
  });
});

describe('the reason that Chatwoot gives', () => {
  test.each([
    ['{"error":"Email is invalid."}', 'Email is invalid.'],
    ['{"message":"Phone number taken","attributes":["phone_number"]}', 'Phone number taken.'],
    ['{"error":{"code":1}}', 'status 422.'],
    ['null', 'status 422.'],
    ['', 'status 422.'],
    [`{"error":"${'x'.repeat(500)}"}`, `${'x'.repeat(200)}.`],
  ])('%s', (body, expected) => {
    expect(refused(once, 422, body).message).toBe(`Chatwoot refused send_message: ${expected}`);
  });
});

describe('what is kept from bots', () => {
  test('names the version that opens it, and the present one where it is known', () => {
    expect(keptFromBots(read, '4.14.0').message).toMatch(/before 4\.15 .* this is 4\.14\.0\.$/);
    expect(keptFromBots(read, undefined).message).toMatch(/before 4\.15 [^;]*\.$/);
    expect(keptFromBots({ ...read, access: 'users' }, '4.16.0').message).not.toContain('before');
  });
});
