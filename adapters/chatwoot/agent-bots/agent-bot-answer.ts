import { z } from 'zod';
import type { AgentBot } from './port.ts';

const text = z.string().nullish();

/** A bot as the REST API shows it to an administrator, in our words. */
export const agentBotAnswer = z
  .object({
    id: z.int().positive(),
    name: text,
    description: text,
    outgoing_url: text,
    access_token: text,
    secret: text,
  })
  .transform(
    ({ id, name, description, outgoing_url, access_token, secret }): AgentBot => ({
      id,
      name: name ?? '',
      description: description ?? '',
      webhookUrl: outgoing_url ?? '',
      accessToken: access_token || null,
      secret: secret || null,
    }),
  );
