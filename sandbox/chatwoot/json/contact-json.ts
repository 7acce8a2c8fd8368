import type { Contact, World } from '../world.ts';
import { seconds } from './times.ts';

/** A contact as the REST API shows it. */
export function contactJson(contact: Contact) {
  return {
    additional_attributes: {},
    availability_status: 'offline',
    email: contact.email,
    id: contact.id,
    name: contact.name,
    phone_number: contact.phone,
    blocked: false,
    identifier: null,
    thumbnail: '',
    custom_attributes: contact.customAttributes,
    last_activity_at: seconds(contact.lastActivityAt),
    created_at: seconds(contact.createdAt),
  };
}

/** The same with the inboxes through which the contact can be reached, as the contact's own pages show it. */
export function contactWithInboxesJson(world: World, contact: Contact) {
  const { inbox } = world;
  return {
    ...contactJson(contact),
    contact_inboxes: [
      {
        source_id: contact.phone.slice(1),
        inbox: {
          id: inbox.id,
          avatar_url: '',
          channel_id: 1,
          name: inbox.name,
          channel_type: inbox.channel,
          provider: 'whatsapp_cloud',
        },
      },
    ],
  };
}

/** A contact inside a message or a conversation of an event. */
export function embeddedContactJson(contact: Contact) {
  return {
    additional_attributes: {},
    custom_attributes: contact.customAttributes,
    email: contact.email,
    id: contact.id,
    identifier: null,
    name: contact.name,
    phone_number: contact.phone,
    thumbnail: '',
    blocked: false,
    type: 'contact',
  };
}

/** A contact at the top of an event: with the account, and without a type. */
export function eventContactJson(world: World, contact: Contact) {
  const { type: _type, ...fields } = embeddedContactJson(contact);
  return { account: world.account, avatar: '', ...fields };
}
