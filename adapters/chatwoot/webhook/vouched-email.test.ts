import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isByOther, vouchedEmailOf } from './vouched-email.ts';
import { type MessageEvent, parseWebhookEvent } from './webhook-event.ts';

const raw = JSON.parse(readFileSync(new URL('./fixtures/message-created.json', import.meta.url), 'utf8'));

interface Told {
  channel: string;
  link?: object | null;
  sender?: object;
  from?: unknown;
}

/** The fixture as an event of another channel. */
function event({ channel, link, sender = {}, from }: Told): MessageEvent {
  return parseWebhookEvent({
    ...raw,
    sender: { ...raw.sender, ...sender },
    content_attributes: from === undefined ? {} : { email: { from, subject: 'Pedido' } },
    conversation: { ...raw.conversation, channel, contact_inbox: link },
  }) as MessageEvent;
}

describe('an e-mail of an e-mail inbox', () => {
  const link = { source_id: 'Ana@Example.com', hmac_verified: false };
  const channel = 'Channel::Email';

  test('vouches for the address that it came from', () => {
    const ana = { by: 'inbox', address: 'ana@example.com' };
    expect(vouchedEmailOf(event({ channel, link, from: ['ana@example.com'] }))).toEqual(ana);
    expect(vouchedEmailOf(event({ channel, link, from: 'ANA@example.com' }))).toEqual(ana);
    expect(vouchedEmailOf(event({ channel, link }))).toEqual(ana); // an older version tells no header
  });

  test('does not vouch for what an operator has written into the contact', () => {
    const other = event({ channel, link, sender: { email: 'rica@example.com' } });
    expect(vouchedEmailOf(other)?.address).toBe('ana@example.com');
    expect(
      vouchedEmailOf(event({ channel, link: null, sender: { email: 'rica@example.com' } })),
    ).toBeUndefined();
    expect(vouchedEmailOf(event({ channel, link: { source_id: '5511987654321' } }))).toBeUndefined();
  });

  test.each([[['bob@example.com']], [['ana@example.com', 'bob@example.com']], ['bob@example.com']])(
    'of somebody in copy (%j) is told from one of the contact, and vouches for nobody',
    (from) => {
      const ofOther = event({ channel, link, from });
      expect(isByOther(ofOther)).toBe(true);
      expect(vouchedEmailOf(ofOther)).toBeUndefined();
      expect(isByOther(event({ channel, link, from: ['ana@example.com'] }))).toBe(false);
    },
  );
});

describe('the widget of the company\u2019s site', () => {
  const channel = 'Channel::WebWidget';
  const signed = { source_id: 'b2c3', hmac_verified: true };

  test('vouches for an address that the site has signed as the identifier', () => {
    const sender = { identifier: 'ana@example.com', email: 'ana@example.com' };
    expect(vouchedEmailOf(event({ channel, link: signed, sender }))).toEqual({
      by: 'widget',
      address: 'ana@example.com',
    });
  });

  test.each([
    ['nothing is signed', { source_id: 'b2c3', hmac_verified: false }, { identifier: 'ana@example.com' }],
    ['another identifier is signed', signed, { identifier: 'user-17', email: 'rica@example.com' }],
    ['there is no identifier', signed, { email: 'rica@example.com' }],
    ['nothing is told of the inbox', null, { identifier: 'ana@example.com' }],
  ])('vouches for none where %s', (_, link, sender) => {
    expect(vouchedEmailOf(event({ channel, link, sender }))).toBeUndefined();
  });
});

test('WhatsApp vouches for a phone number, not for an address', () => {
  const link = { source_id: '5531988887777', hmac_verified: false };
  const told = event({ channel: 'Channel::Whatsapp', link, sender: { email: 'rica@example.com' } });
  expect(vouchedEmailOf(told)).toBeUndefined();
  expect(isByOther(told)).toBe(false);
});
