import { loadBusinessProfile } from '#config/business-profile.ts';
import { type Config, loadConfig } from '#config/load-config.ts';
import { describeError } from '#errors/describe-error.ts';
import { chatwootFix, checkChatwoot } from './check-chatwoot.ts';
import { checkClock } from './check-clock.ts';
import { checkModel, modelFix } from './check-model.ts';
import { checkOdoo, odooFix } from './check-odoo.ts';
import { checkProcesses } from './check-processes.ts';
import { checkQdrant, qdrantFix } from './check-qdrant.ts';
import { checkRedis, redisFix } from './check-redis.ts';
import { checkTokens, tokensFix } from './check-tokens.ts';
import { type Finding, failed, look, ok } from './finding.ts';

/**
 * Looks at the configuration and at every connection. Changes nothing.
 *
 * @param withProcesses whether to ask the processes too; false before they are started.
 */
export async function runDoctor(
  environment: Record<string, string | undefined>,
  withProcesses: boolean,
): Promise<Finding[]> {
  let config: Config;
  try {
    config = loadConfig(environment);
  } catch (error) {
    const { message, fix } = describeError(error);
    return [failed('configuration', message, fix ?? 'Correct the settings.')];
  }
  const findings = await Promise.all([
    look(
      'business profile',
      async () => [profileFinding(config)],
      'business.example.yaml shows every field.',
    ),
    look('authentication', () => checkTokens(config), tokensFix),
    look('redis', () => checkRedis(config), redisFix),
    look('odoo', () => checkOdoo(config), odooFix),
    look('qdrant', () => checkQdrant(config), qdrantFix),
    look('chatwoot', () => checkChatwoot(config), chatwootFix),
    look('model', () => checkModel(config), modelFix),
    look('clock', () => checkClock(config), 'Synchronise the clock (NTP).'),
    ...(withProcesses ? [look('processes', () => checkProcesses(config), 'Start the processes.')] : []),
  ]);
  return [ok('configuration', `${config.ENVIRONMENT}, every setting is valid`), ...findings.flat()];
}

function profileFinding(config: Config): Finding {
  return ok('business profile', loadBusinessProfile(config.BUSINESS_PROFILE).name);
}

const signs = { ok: 'ok', warning: 'warning', failed: 'FAILED', 'left out': 'left out' };

/** A line a finding; what is wrong is followed by what mends it. */
export function describeFindings(findings: Finding[]): string {
  const lines = findings.map(({ subject, state, text, fix }) => {
    const line = `${signs[state].padEnd(9)} ${subject.padEnd(22)} ${text}`;
    return fix ? `${line}\n${' '.repeat(33)}→ ${fix}` : line;
  });
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  const [wrong, doubtful] = [count('failed'), count('warning')];
  const end =
    wrong > 0 ? `${wrong} failed` : doubtful > 0 ? `it works, with ${doubtful} warnings` : 'all is well';
  return `${lines.join('\n')}\n\n${end}\n`;
}
