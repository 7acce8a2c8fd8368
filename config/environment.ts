import { existsSync } from 'node:fs';
import { type Config, loadConfig } from './load-config.ts';

/**
 * The settings of this process: the environment over an optional `.env` file. The only place that reads
 * `process.env`; called once, at the start of a process.
 */
export function configFromEnvironment(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return loadConfig(process.env);
}
