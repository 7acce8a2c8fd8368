import { z } from 'zod';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

const answer = z.object({ version: z.string() }).transform(({ version }) => version);

export const getVersion =
  (connection: Connection): Chatwoot['getVersion'] =>
  ({ signal } = {}) =>
    connection.request(
      {
        operation: 'get_version',
        subject: 'version',
        method: 'GET',
        path: '/api',
        access: 'public',
        effect: 'read',
        signal,
      },
      answer,
    );
