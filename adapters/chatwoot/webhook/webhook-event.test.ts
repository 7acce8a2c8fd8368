import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { InputError } from '#errors/errors.ts';
import { chatwootTime } from './event-schemas.ts';
import { type MessageEvent, parseWebhookBody, parseWebhookEvent } from './webhook-event.ts';

const fixture = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url));
const messageCreated = () => JSON.parse(fixture('message-created').toString());

function problemOf(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }
  throw new Error('it was accepted');
}

test('a new message is read with all its times as ISO texts', () => {
  const event = parseWebhookBody(fixture('message-created')) as MessageEvent;
  expect(event.event).toBe('message_created');
  expect(event.created_at).toBe('2026-03-02T13:30:00.250Z');
  expect(event.conversation.created_at).toBe('2026-03-02T13:29:59.000Z');
  expect(event.conversation.updated_at).toBe('2026-03-02T13:30:00.401Z');
  expect(event.conversation.messages[0]).toMatchObject({ message_type: 0, account_id: 2 });
});

test('an older conversation event has no account and null for what changed', () => {
  const event = parseWebhookBody(fixture('conversation-status-changed.older'));
  expect(event).toMatchObject({ event: 'conversation_status_changed', changed_attributes: [], labels: [] });
  expect('account' in event && event.account).toBeFalsy();
});

test('what changed is read as pairs of values', () => {
  const raw = JSON.parse(fixture('conversation-status-changed.older').toString());
  raw.changed_attributes = [{ status: { previous_value: 'pending', current_value: 'open' } }];
  expect(parseWebhookEvent(raw)).toMatchObject({
    changed_attributes: [{ status: { current_value: 'open' } }],
  });
});

test('an event of a newer version is unknown, not wrong', () => {
  expect(parseWebhookEvent({ event: 'conversation_bot_handoff', anything: [1] })).toEqual({
    event: 'unknown',
    name: 'conversation_bot_handoff',
  });
  expect(parseWebhookEvent({ event: 'x'.repeat(500) })).toMatchObject({ name: 'x'.repeat(60) });
});

test('fields that this code does not use may take any form', () => {
  const raw = messageCreated();
  raw.conversation.sentiment = 'new';
  raw.conversation.priority = { level: 3 };
  raw.extra = null;
  expect(parseWebhookEvent(raw)).toMatchObject({ event: 'message_created', id: 31 });
});

test.each([
  ['content_attributes', null, {}],
  ['attachments', null, []],
])('%s may be null', (name, value, expected) => {
  expect(parseWebhookEvent({ ...messageCreated(), [name]: value })).toMatchObject({ [name]: expected });
});

test.each([
  ['not JSON', Buffer.from('{"event":')],
  ['not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ['empty', Buffer.alloc(0)],
  ['an array', Buffer.from('[]')],
  ['no event', Buffer.from('{"id":1}')],
  ['an event that is no text', Buffer.from('{"event":7}')],
])('a body that is %s is refused', (_name, body) => {
  expect(problemOf(() => parseWebhookBody(body)).code).toBe('invalid_webhook');
});

test.each([
  ['id', 0, 'wrong at id'],
  ['id', '31', 'wrong at id'],
  ['message_type', null, 'wrong at message_type'],
  ['conversation', null, 'wrong at conversation'],
  ['created_at', 'yesterday', 'wrong at created_at'],
])('a new message with %s %s is refused and the place named', (name, value, message) => {
  expect(problemOf(() => parseWebhookEvent({ ...messageCreated(), [name]: value })).message).toContain(
    message,
  );
});

test('the refusal does not repeat what the customer wrote', () => {
  const body = Buffer.from('{"event":"message_created","content":"meu cpf é 123');
  expect(
    JSON.stringify(
      problemOf(() => parseWebhookBody(body)),
      ['message', 'fix'],
    ),
  ).not.toContain('cpf');
});

test('one time in the forms that Chatwoot uses', () => {
  const expected = '2025-11-22T12:00:00.000Z';
  for (const form of [1763812800, '1763812800', '2025-11-22T12:00:00.000Z', '2025-11-22T09:00:00-03:00'])
    expect(chatwootTime.parse(form)).toBe(expected);
  expect(chatwootTime.parse(1763812800.401)).toBe('2025-11-22T12:00:00.401Z');
  expect(chatwootTime.safeParse('').success).toBe(false);
});
