import { expect, test } from 'vitest';
import { contactOf } from './event-contact.ts';

test('a contact with everything', () => {
  const person = { id: 7, name: 'Ana', phone_number: '+5511999990001', email: 'ana@example.com' };
  expect(contactOf(person)).toEqual({
    id: 7,
    name: 'Ana',
    phone: '+5511999990001',
    email: 'ana@example.com',
  });
});

test('what is missing, empty or null is null', () => {
  expect(contactOf({ id: 7, name: '', phone_number: null })).toEqual({
    id: 7,
    name: null,
    phone: null,
    email: null,
  });
});
