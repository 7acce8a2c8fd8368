import { parseArgs } from 'node:util';
import { environmentVariables } from '#config/environment.ts';
import { readDialogues } from './read-dialogues.ts';
import { formatReport, reportOf } from './report.ts';
import { runDialogues } from './run-dialogues.ts';

/**
 * `npm run eval:conversations`: plays the dialogues with the model of OPENAI_API_KEY, else with the demo model, and ends
 * with 1 where one failed. OPENAI_PRICES tells what the tokens cost.
 *
 *   -- --runs 5      each dialogue so often, for pass^5
 *   -- --only order  those whose name or class holds this
 *   -- --at-once 4   so many side by side
 *   -- --json        the report as one object
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    'at-once': { type: 'string', default: '8' },
    json: { type: 'boolean', default: false },
  },
});
const runs = Math.max(1, Number.parseInt(values.runs, 10) || 1);
const atOnce = Math.max(1, Number.parseInt(values['at-once'], 10) || 1);
const chosen = readDialogues().filter(({ name, class: about }) => `${about} ${name}`.includes(values.only));

const { model, results } = await runDialogues(chosen, { variables: environmentVariables(), runs, atOnce });
const report = reportOf(results, { model, runs });
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : formatReport(report));
process.exitCode = report.failures.length === 0 ? 0 : 1;
