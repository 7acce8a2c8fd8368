import { expect, test } from 'vitest';
import {
  contactDetailsSchema,
  presentAttributes,
  presentContact,
  presentContactDetails,
} from './contact-schema.ts';

const contact = { id: 9, name: 'Maria', phone: '+5511999990001', email: null };

test('a contact is shown without what is invisible or too long', () => {
  expect(presentContact(contact)).toEqual(contact);
  expect(presentContact({ ...contact, name: `\u202E${'x'.repeat(200)}` }).name).toBe(`${'x'.repeat(99)}…`);
});

test('with details it fits the schema', () => {
  const details = { ...contact, customAttributes: { cpf: '1' }, lastActivityAt: null };
  expect(contactDetailsSchema.parse(presentContactDetails(details))).toEqual({
    ...contact,
    custom_attributes: { cpf: '1' },
    last_activity_at: null,
  });
});

test('attributes keep numbers and truth values; texts are shortened, anything else is told as text', () => {
  expect(
    presentAttributes({ nota: 5, vip: true, vazio: null, texto: 'x'.repeat(400), mais: { a: [1] } }),
  ).toEqual({
    nota: 5,
    vip: true,
    vazio: null,
    texto: `${'x'.repeat(299)}…`,
    mais: '{"a":[1]}',
  });
});

test('no more than 30 attributes are shown', () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`a${index}`, index]));
  expect(Object.keys(presentAttributes(many))).toHaveLength(30);
});
