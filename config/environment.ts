import { existsSync } from 'node:fs';
import { type Config, loadConfig } from './load-config.ts';

/** The variables of this process over an optional `.env` file. The only place that reads `process.env`. */
export function environmentVariables(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env'); // does not replace what is set already
  return { ...process.env };
}

/** The checked settings of this process. */
export function configFromEnvironment(): Config {
  return loadConfig(environmentVariables());
}
