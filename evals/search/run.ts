import { evaluate } from './evaluate.ts';
import { formatReport, targetResults } from './report.ts';

/** `npm run eval:search`: ends with 1 where a target is missed; `--json` prints the targets alone. */
const evaluation = await evaluate();
const targets = targetResults(evaluation);
const json = process.argv.includes('--json');
process.stdout.write(json ? `${JSON.stringify({ targets })}\n` : formatReport(evaluation));
process.exitCode = targets.every(({ ok }) => ok) ? 0 : 1;
