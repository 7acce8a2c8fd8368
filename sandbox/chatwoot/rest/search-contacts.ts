import { InputError } from '#errors/errors.ts';
import { contactWithInboxesJson } from '../json/contact-json.ts';
import { pageOf, type Route } from './route.ts';

const pageSize = 15;

/** By a part of the name, phone number or e-mail address. */
export const searchContacts: Route = {
  method: 'get',
  path: '/contacts/search',
  bots: 'never',
  answer({ world, query }) {
    const words = query.q?.trim().toLowerCase();
    if (!words) throw new InputError('Specify search string with parameter q');
    const found = world.contacts.filter(({ name, phone, email }) =>
      [name, phone, email ?? ''].some((field) => field.toLowerCase().includes(words)),
    );
    return {
      meta: { count: found.length, current_page: query.page ?? '1' },
      payload: pageOf(found, query.page, pageSize).map((contact) => contactWithInboxesJson(world, contact)),
    };
  },
};
