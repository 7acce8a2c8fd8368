import { contactWithInboxesJson } from '../json/contact-json.ts';
import { contactOf, type Route } from './route.ts';

export const showContact: Route = {
  method: 'get',
  path: '/contacts/:contact',
  bots: 'never',
  answer: (request) => ({ payload: contactWithInboxesJson(request.world, contactOf(request)) }),
};
