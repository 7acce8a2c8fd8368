import { existsSync } from 'node:fs';
import { type Config, loadConfig } from './load-config.ts';

/** The variables of this process over an optional `.env` file. The only place that reads `process.env`. */
export function environmentVariables(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env'); // does not replace what is set already
  return { ...process.env };
}

/** The checked settings of this process. */
export function configFromEnvironment(): Config {
  const config = loadConfig(environmentVariables());
  tellLibraries(config);
  return config;
}

/**
 * LangChain's and OpenTelemetry's libraries read the environment by themselves. They are left what was checked: a key
 * that came from a file, no older names that would switch tracing on unasked, and no headers that every destination of
 * traces would be sent.
 */
function tellLibraries(config: Config): void {
  for (const name of ['LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING_V2', 'LANGCHAIN_TRACING'])
    delete process.env[name];
  for (const name of ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'])
    delete process.env[name];
  process.env.LANGSMITH_TRACING = String(config.LANGSMITH_TRACING);
  if (!config.LANGSMITH_TRACING) return;
  const { LANGSMITH_API_KEY: key, LANGSMITH_ENDPOINT: endpoint, LANGSMITH_PROJECT: project } = config;
  Object.assign(process.env, {
    LANGSMITH_API_KEY: key,
    LANGSMITH_ENDPOINT: endpoint,
    LANGSMITH_PROJECT: project,
    LANGSMITH_HIDE_INPUTS: 'true',
    LANGSMITH_HIDE_OUTPUTS: 'true',
  });
}
