import { z } from 'zod';
import { contactDetailsAnswer } from '../http/answers.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

const answer = z.object({ meta: z.object({ count: z.int() }), payload: z.array(contactDetailsAnswer) });

export const findContacts =
  (connection: Connection): Chatwoot['findContacts'] =>
  async (text, { page = 1 } = {}, { signal } = {}) => {
    const { meta, payload } = await connection.request(
      {
        operation: 'find_contacts',
        subject: 'contacts',
        method: 'GET',
        path: `/contacts/search?${new URLSearchParams({ q: text, page: String(page) })}`,
        access: 'users',
        effect: 'read',
        signal,
      },
      answer,
    );
    return { contacts: payload, total: meta.count };
  };
