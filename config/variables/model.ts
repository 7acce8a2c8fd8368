import { z } from 'zod';
import { httpUrl, list, onOff, seconds, secret } from './kinds.ts';

export const modelVariables = {
  OPENAI_API_KEY: secret().optional().describe('Key of the model provider; without it a demo model answers.'),
  OPENAI_BASE_URL: httpUrl().optional().describe('Address of an OpenAI-compatible provider, ending in /v1.'),
  OPENAI_MODEL: z
    .string()
    .min(1)
    .default('gpt-4.1-mini')
    .describe('The chat model; it must support tool calls.'),
  OPENAI_FALLBACK_MODEL: z
    .string()
    .min(1)
    .optional()
    .describe('The chat model that answers where the first is down or overloaded; same provider.'),
  OPENAI_PRICES: list(
    '',
    /^.+:\d+(\.\d+)?:\d+(\.\d+)?$/,
    'model:input:output, separated by commas, for example gpt-4.1-mini:0.4:1.6',
  ).describe(
    'Prices for a million tokens (of a model billed by time: a million seconds as input), model:input:output, in the ' +
      'currency of the ceilings in the business profile.',
  ),
  OPENAI_TRANSCRIPTION_MODEL: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The model that turns voice messages into text; without it only Chatwoot’s own transcripts are read.',
    ),
  OPENAI_IMAGES: onOff('false').describe(
    'The chat model reads images: photos of customers are described by it.',
  ),
  OPENAI_EMBEDDING_MODEL: z
    .string()
    .min(1)
    .optional()
    .describe('The embedding model; without it search is lexical.'),
  OPENAI_TIMEOUT_SECONDS: seconds(60).describe('Longest wait for one answer of the model.'),
};
