import { z } from 'zod';
import { httpUrl, secret } from './kinds.ts';

export const chatwootVariables = {
  CHATWOOT_URL: httpUrl().optional().describe('Address of Chatwoot; without it a stand-in is started.'),
  CHATWOOT_API_KEY: secret().optional().describe('Access token of a Chatwoot user (agent or administrator).'),
  CHATWOOT_BOT_TOKEN: secret().optional().describe('Access token of the agent bot; used wherever it serves.'),
  CHATWOOT_BOT_ID: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('Number of the agent bot: a conversation that is assigned to it is its own.'),
  CHATWOOT_ACCOUNT_ID: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('Number of the Chatwoot account.'),
  CHATWOOT_VERSION: z
    .string()
    .regex(/^\d+\.\d+(\.\d+)?$/, 'must be like 4.12 or 4.12.1')
    .optional()
    .describe('Version of Chatwoot, for example 4.12.1; without it Chatwoot is asked.'),
  CHATWOOT_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(60)
    .max(2_500)
    .default(2_400)
    .describe(
      'Most requests to Chatwoot; it refuses more than 3,000 from one address, so replicas behind one share them.',
    ),
  CHATWOOT_WEBHOOK_SECRET: secret().optional().describe('Secret that signs the webhooks of the agent bot.'),
  CHATWOOT_ACCOUNT_WEBHOOK_SECRET: secret()
    .optional()
    .describe(
      'Secret of the account or inbox webhook that tells of typing; it is another one than the bot’s.',
    ),
  CHATWOOT_WEBHOOK_TOKEN: secret()
    .default('development')
    .describe('Last part of the webhook address, /chatwoot/{tenant}/{token}; long and random in production.'),
  CHATWOOT_TRANSCRIPT_SECONDS: z.coerce
    .number()
    .min(0)
    .max(30)
    .default(4)
    .describe(
      'Longest wait for Chatwoot’s own transcript of a voice message, which follows the message; 0 where it makes none.',
    ),
  CHATWOOT_VERIFIED_EMAILS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.enum(['inbox', 'widget'])))
    .describe(
      'E-mail addresses that prove who writes. inbox: the sender of an e-mail, where the mail server refuses forged ' +
        'ones (DMARC). widget: the identifier that the site signs, where Chatwoot enforces identity validation.',
    ),
};
