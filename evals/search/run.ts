import { evaluate } from './evaluate.ts';
import { formatReport, formatTargets, targetResults } from './report.ts';

/**
 * `npm run eval:search`: ends with 1 where a target is missed. `-- --check` prints the targets alone, and
 * `-- --json` the same as `{targets: [{name, value, limit, ok}]}`.
 */
const evaluation = await evaluate();
const targets = targetResults(evaluation);
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ targets })}\n`);
else if (process.argv.includes('--check')) process.stdout.write(formatTargets(targets));
else process.stdout.write(formatReport(evaluation));
process.exitCode = targets.every(({ ok }) => ok) ? 0 : 1;
