import { z } from 'zod';
import { namedAnswer } from '../http/answers.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

export const listTeams =
  (connection: Connection): Chatwoot['listTeams'] =>
  ({ signal } = {}) =>
    connection.request(
      {
        operation: 'list_teams',
        subject: 'teams',
        method: 'GET',
        path: '/teams',
        access: 'users',
        effect: 'read',
        signal,
      },
      z.array(namedAnswer),
    );
