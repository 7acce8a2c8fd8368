import { contactWithInboxesJson } from '../json/contact-json.ts';
import type { Contact, World } from '../world.ts';
import { recordInvalid } from './record-invalid.ts';
import { contactOf, objectOf, type Route } from './route.ts';

/** Changes what is given; custom attributes are added to those that are there. */
export const updateContact: Route = {
  method: 'put',
  path: '/contacts/:contact',
  bots: 'never',
  answer(request) {
    const { world, body } = request;
    const contact = contactOf(request);
    const changes = {
      ...(typeof body.name === 'string' ? { name: body.name } : {}),
      ...(typeof body.email === 'string' ? { email: body.email.toLowerCase() || null } : {}),
      ...(typeof body.phone_number === 'string' ? { phone: body.phone_number } : {}),
    };
    refuseInvalid(world, contact, changes);
    Object.assign(contact, changes, {
      customAttributes: { ...contact.customAttributes, ...objectOf(body.custom_attributes) },
    });
    return { payload: contactWithInboxesJson(world, contact) };
  },
};

function refuseInvalid(
  { contacts }: World,
  contact: Contact,
  changes: Partial<Pick<Contact, 'email' | 'phone'>>,
): void {
  const isTaken = (field: 'email' | 'phone') =>
    contacts.some((other) => other !== contact && changes[field] && other[field] === changes[field]);
  if (changes.email && !/^\S+@\S+\.\S+$/.test(changes.email))
    throw recordInvalid('Email Invalid email', ['email']);
  if (changes.phone && !/^\+[1-9]\d{1,14}$/.test(changes.phone))
    throw recordInvalid('Phone number should be in e164 format', ['phone_number']);
  if (isTaken('email')) throw recordInvalid('Email has already been taken', ['email']);
  if (isTaken('phone')) throw recordInvalid('Phone number has already been taken', ['phone_number']);
}
