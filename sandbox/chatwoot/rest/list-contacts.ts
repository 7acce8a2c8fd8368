import { contactWithInboxesJson } from '../json/contact-json.ts';
import { pageOf, type Route } from './route.ts';

const pageSize = 15;

export const listContacts: Route = {
  method: 'get',
  path: '/contacts',
  bots: 'never',
  answer({ world, query }) {
    const { contacts } = world;
    return {
      meta: { count: contacts.length, current_page: query.page ?? '1' },
      payload: pageOf(contacts, query.page, pageSize).map((contact) =>
        contactWithInboxesJson(world, contact),
      ),
    };
  },
};
