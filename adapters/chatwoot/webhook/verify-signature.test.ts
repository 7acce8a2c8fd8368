import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { AccessError } from '#errors/errors.ts';
import { type SignedWebhook, verifySignature } from './verify-signature.ts';

/** The vector that Chatwoot's own signing code gives. */
const vector: SignedWebhook = {
  body: Buffer.from('{"event":"message_created","id":1}'),
  signature: 'sha256=17ea878fd5770e8fdd9572d5c8145163d11c86bf1df283475c2ad0890c362dd0',
  timestamp: '1763812800',
};
const secret = 's3cr3t';
const signedAt = new Date(1763812800_000);

function codeOf(webhook: SignedWebhook, now = signedAt, key = secret): string {
  try {
    verifySignature(webhook, [key], now);
  } catch (error) {
    expect(error).toBeInstanceOf(AccessError);
    return (error as AccessError).code;
  }
  return 'accepted';
}

test('what Chatwoot signed is accepted', () => {
  expect(codeOf(vector)).toBe('accepted');
  expect(codeOf({ ...vector, signature: vector.signature?.toUpperCase().replace('SHA256', 'sha256') })).toBe(
    'accepted',
  );
});

test('a webhook without signature or time is refused as missing', () => {
  expect(codeOf({ ...vector, signature: undefined })).toBe('signature_missing');
  expect(codeOf({ ...vector, timestamp: undefined })).toBe('signature_missing');
  expect(codeOf({ ...vector, signature: '' })).toBe('signature_missing');
});

test.each([
  '17ea878fd5770e8fdd9572d5c8145163d11c86bf1df283475c2ad0890c362dd0',
  'sha256=17ea',
  'sha256=zzea878fd5770e8fdd9572d5c8145163d11c86bf1df283475c2ad0890c362dd0',
  'sha1=17ea878fd5770e8fdd9572d5c8145163d11c86bf',
])('the signature %s is malformed', (signature) => {
  expect(codeOf({ ...vector, signature })).toBe('signature_malformed');
});

test.each(['soon', '-1', '1e9', '2025-11-22T12:00:00Z', '17638128000000'])(
  'the time %s is malformed',
  (timestamp) => {
    expect(codeOf({ ...vector, timestamp })).toBe('signature_malformed');
  },
);

test('five minutes are the limit, in both directions', () => {
  const minutesLater = (minutes: number) => new Date(signedAt.getTime() + minutes * 60_000);
  expect(codeOf(vector, minutesLater(5))).toBe('accepted');
  expect(codeOf(vector, minutesLater(-5))).toBe('accepted');
  expect(codeOf(vector, minutesLater(5.1))).toBe('signature_stale');
  expect(codeOf(vector, minutesLater(-5.1))).toBe('signature_stale');
});

test('one changed byte, another secret or another time is a wrong signature', () => {
  expect(codeOf({ ...vector, body: Buffer.from('{"event":"message_created","id":2}') })).toBe(
    'signature_wrong',
  );
  expect(codeOf(vector, signedAt, 'other')).toBe('signature_wrong');
  expect(codeOf({ ...vector, timestamp: '1763812801' })).toBe('signature_wrong');
});

test('the signature is over bytes, so text that is not UTF-8 can be verified too', () => {
  const body = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
  const hex = createHmac('sha256', secret)
    .update(Buffer.concat([Buffer.from('1763812800.'), body]))
    .digest('hex');
  expect(codeOf({ body, signature: `sha256=${hex}`, timestamp: '1763812800' })).toBe('accepted');
});

test('no error tells the secret or the expected signature', () => {
  try {
    verifySignature(vector, ['another-secret'], signedAt);
    expect.unreachable();
  } catch (error) {
    expect(String(error)).not.toMatch(/another-secret|[0-9a-f]{64}/);
  }
});

test('of several secrets it is told which one signed', () => {
  expect(verifySignature(vector, ['another-secret', secret], signedAt)).toBe(secret);
  expect(() => verifySignature(vector, ['another-secret', 'a-third'], signedAt)).toThrow('does not fit');
  expect(() => verifySignature(vector, [], signedAt)).toThrow('does not fit');
});
