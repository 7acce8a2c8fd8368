import { z } from 'zod';
import { agentAnswer } from '../http/answers.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

export const listAgents =
  (connection: Connection): Chatwoot['listAgents'] =>
  ({ signal } = {}) =>
    connection.request(
      {
        operation: 'list_agents',
        subject: 'agents',
        method: 'GET',
        path: '/agents',
        access: 'users',
        effect: 'read',
        signal,
      },
      z.array(agentAnswer),
    );
