import { environmentVariables } from '#config/environment.ts';
import { describeFindings, runDoctor } from './doctor/run-doctor.ts';

/**
 * `npm run doctor [-- --before-start] [--json]`: looks at the configuration and every connection, and says for each
 * failure what mends it. Exits 1 where something fails.
 */
const words = process.argv.slice(2);
const findings = await runDoctor(environmentVariables(), !words.includes('--before-start'));
process.stdout.write(words.includes('--json') ? `${JSON.stringify(findings)}\n` : describeFindings(findings));
process.exit(findings.some(({ state }) => state === 'failed') ? 1 : 0);
