import { z } from 'zod';
import { httpUrl, onOff, secret } from './kinds.ts';

export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl()
    .optional()
    .describe('Address of an OpenTelemetry collector (OTLP over HTTP); `/v1/traces` is added.'),
  OTEL_EXPORTER_OTLP_HEADERS: secret()
    .regex(/^\s*[\w-]+=[^,]*(,\s*[\w-]+=[^,]*)*$/, 'name=value, separated by commas')
    .optional()
    .describe('Headers that it asks for, name=value, separated by commas.'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe(
      'Share of the traces that are recorded, from 0 to 1; each is recorded as a whole or not at all.',
    ),
  LANGFUSE_PUBLIC_KEY: z.string().min(1).optional().describe('Public key of a Langfuse project.'),
  LANGFUSE_SECRET_KEY: secret().optional().describe('Its secret key; with both, traces go to Langfuse too.'),
  LANGFUSE_BASE_URL: httpUrl()
    .default('https://cloud.langfuse.com')
    .describe('Where Langfuse is: its region, or your own.'),
  LANGSMITH_TRACING: onOff('false').describe(
    'Tells LangSmith of the steps of the graphs, without what is said in them.',
  ),
  LANGSMITH_API_KEY: secret().optional().describe('Key of LangSmith.'),
  LANGSMITH_ENDPOINT: httpUrl()
    .default('https://api.smith.langchain.com')
    .describe('Where LangSmith is: its region, or your own.'),
  LANGSMITH_PROJECT: z.string().min(1).default('mcp-first').describe('The project in LangSmith.'),
};
