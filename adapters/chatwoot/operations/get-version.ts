import { z } from 'zod';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';
import { versionProfile } from '../version/version-profile.ts';

const answer = z.object({ version: z.string().min(1) }).transform(({ version }) => version);

/** From then on, what this version keeps from bots is not tried with the bot's token. */
export const getVersion =
  (connection: Connection): Chatwoot['getVersion'] =>
  async ({ signal } = {}) => {
    const version = await connection.request(
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
    connection.version = connection.settings.version ?? version;
    return versionProfile(connection.version);
  };
