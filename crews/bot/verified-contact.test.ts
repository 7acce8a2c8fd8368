import { describe, expect, test } from 'vitest';
import { verifiedEmail, verifiedPhone } from './verified-contact.ts';

describe('a phone number', () => {
  const contact = { id: 901, name: 'Maria', phone: '+5511999990000', email: null };

  test.each(['Channel::Whatsapp', 'Channel::TwilioSms', 'Channel::Sms'])('is trusted on %s', (channel) => {
    expect(verifiedPhone({ channel, contact })).toBe('+5511999990000');
    expect(verifiedPhone({ channel, contact: { ...contact, phone: null } })).toBeUndefined();
  });
  test.each(['Channel::WebWidget', 'Channel::Api', 'Channel::Email', null])(
    'is not trusted on %s',
    (channel) => {
      expect(verifiedPhone({ channel, contact })).toBeUndefined();
    },
  );
});

describe('an e-mail address', () => {
  const address = 'ana@example.com';
  const byMail = { vouchedEmail: { by: 'inbox' as const, address }, byOther: false };
  const byWidget = { vouchedEmail: { by: 'widget' as const, address }, byOther: false };
  const refused = { byOther: false };

  test('counts where the settings accept who vouches for it', () => {
    expect(verifiedEmail(byMail, ['inbox'])).toEqual({ verifiedEmail: address, byOther: false });
    expect(verifiedEmail(byWidget, ['inbox', 'widget'])).toEqual({ verifiedEmail: address, byOther: false });
  });
  test('is refused otherwise', () => {
    expect(verifiedEmail(byMail, [])).toEqual(refused);
    expect(verifiedEmail(byMail, ['widget'])).toEqual(refused);
    expect(verifiedEmail(byWidget, ['inbox'])).toEqual(refused);
    expect(verifiedEmail({ vouchedEmail: null, byOther: false }, ['inbox', 'widget'])).toEqual(refused);
  });
  test('of somebody else in the conversation matters only where addresses are proof', () => {
    const ofOther = { vouchedEmail: null, byOther: true };
    expect(verifiedEmail(ofOther, ['inbox'])).toEqual({ byOther: true });
    expect(verifiedEmail(ofOther, [])).toEqual(refused);
  });
});
