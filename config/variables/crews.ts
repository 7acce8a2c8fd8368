import { z } from 'zod';
import { httpUrl, list, onOff, port, secret } from './kinds.ts';

export const crewsVariables = {
  PORT_CREWS: port(8004).describe('Port of crews: the graphs over HTTP and the Chatwoot bot.'),
  CREWS_URL: httpUrl()
    .default('http://127.0.0.1:8004')
    .describe('Where Chatwoot reaches crews; part of the webhook address.'),
  TURN_DEBOUNCE_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(2_000)
    .describe('Quiet time, in milliseconds, after a message before the bot answers.'),
  TURN_DOUBLE_TEXTING: z
    .enum(['enqueue', 'restart'])
    .default('enqueue')
    .describe(
      'A message during an answer: the next answer is for it, or this one begins anew, before it has any effect.',
    ),
  TURN_ATTEMPTS: z.coerce
    .number()
    .int()
    .min(1)
    .max(20)
    .default(5)
    .describe('Attempts at an answer, with growing waits between, before a person is called.'),
  TURN_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(0)
    .max(200)
    .default(10)
    .describe(
      'Conversations that one process of crews answers at a time; while the model thinks they cost nothing. ' +
        '0: it takes webhooks and requests, and leaves the conversations to other processes.',
    ),
  TOOL_PATIENCE_SECONDS: z.coerce
    .number()
    .min(0)
    .max(30)
    .default(10)
    .describe(
      'How long crews wait for a tool that is away, as during a restart, before the attempt fails or the customer hears of it.',
    ),
  REPLY_BUBBLE_CHARACTERS: z.coerce
    .number()
    .int()
    .min(0)
    .max(2_000)
    .default(0)
    .describe(
      'About the length of one message: longer answers go out in several, cut at sentence ends; 0 for one.',
    ),
  REPLY_MS_PER_CHARACTER: z.coerce
    .number()
    .int()
    .min(0)
    .max(100)
    .default(15)
    .describe('Pause before each further message of an answer, by its length; three seconds at most.'),
  RUN_WEBHOOK_SECRET: secret()
    .optional()
    .describe('Signs the webhooks that tell of the end of a run; without it none are sent.'),
  RUN_WEBHOOK_ALLOW_HOSTS: list().describe(
    'Hosts that such webhooks may reach although their addresses are private, separated by commas.',
  ),
  CATALOG_SYNC: onOff('true').describe('Copy the catalogue of Odoo into Qdrant at the start of `npm start`.'),
};
