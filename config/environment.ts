import { existsSync } from 'node:fs';
import { type Config, loadConfig } from './load-config.ts';

/** By these LangChain would tell LangSmith everything, unasked. */
const olderNames = ['LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING_V2', 'LANGCHAIN_TRACING'];

/** The variables of this process over an optional `.env` file. The only place that reads `process.env`. */
export function environmentVariables(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env'); // does not replace what is set already
  for (const name of olderNames) delete process.env[name];
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
 * that came from a file, and no headers that every destination of traces would be sent.
 */
function tellLibraries(config: Config): void {
  delete process.env.OTEL_EXPORTER_OTLP_HEADERS;
  delete process.env.OTEL_EXPORTER_OTLP_TRACES_HEADERS;
  process.env.LANGSMITH_TRACING = String(config.LANGSMITH_TRACING);
  if (!config.LANGSMITH_TRACING) return;
  const { LANGSMITH_API_KEY: key, LANGSMITH_ENDPOINT: endpoint, LANGSMITH_PROJECT: project } = config;
  delete process.env.LANGSMITH_API_KEY_FILE; // whoever reads the variables again finds the key once
  Object.assign(process.env, {
    LANGSMITH_API_KEY: key,
    LANGSMITH_ENDPOINT: endpoint,
    LANGSMITH_PROJECT: project,
    LANGSMITH_HIDE_INPUTS: 'true',
    LANGSMITH_HIDE_OUTPUTS: 'true',
  });
}
