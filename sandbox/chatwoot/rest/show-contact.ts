import { contactWithInboxesJson } from '../json/contact-json.ts';
import { notFound, type Route } from './route.ts';

export const showContact: Route = {
  method: 'get',
  path: '/contacts/:contact',
  bots: 'never',
  answer({ world, params }) {
    const contact = world.contacts.find(({ id }) => id === Number(params.contact));
    if (!contact) throw notFound();
    return { payload: contactWithInboxesJson(world, contact) };
  },
};
