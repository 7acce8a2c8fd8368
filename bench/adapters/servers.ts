import { loadConfig } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { createTokens } from '#identity/tokens.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { type Subject, subjects } from './subjects.ts';

/** The measured servers in a process of their own; its only argument are the variables that they run with. */
const variables: Record<string, string> = JSON.parse(process.argv[2] ?? '{}');

async function startSubject({ start, settings }: Subject): Promise<string> {
  const config = loadConfig({ ...variables, ...settings });
  const tokens = createTokens(tokenSettings(config));
  return (await start({ config, tokens, logger: silentLogger, port: 0 })).url;
}

const urls: Record<string, string> = {};
for (const subject of subjects) urls[subject.name] = await startSubject(subject);
process.send?.(urls);
process.once('disconnect', () => process.exit(0));
