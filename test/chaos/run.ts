import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runChaos } from './run-chaos.ts';

/**
 * `npm run test:chaos -- [--turns 1500] [--seed 7] [--kill-every-ms 1000]`: holds conversations while random processes are
 * killed, and judges whether everything happened once.
 */
const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '1500' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    'kill-every-ms': { type: 'string', default: '1000' },
    /** Processes that may be down at once. */
    'most-down': { type: 'string', default: '2' },
    /** Further conversations are held until there were so many kills, and each process has had one. */
    'least-kills': { type: 'string', default: '0' },
    /** Conversations that are held side by side. */
    'at-once': { type: 'string', default: '20' },
    /** Longest wait for one answer, in seconds. */
    patience: { type: 'string', default: '300' },
  },
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const folder = mkdtempSync(join(tmpdir(), 'chaos-'));
const succeeded = await runChaos({
  turns: Number(values.turns),
  seed: Number(values.seed),
  killEveryMs: Number(values['kill-every-ms']),
  mostDown: Number(values['most-down']),
  leastKills: Number(values['least-kills']),
  atOnce: Number(values['at-once']),
  patienceMs: Number(values.patience) * 1_000,
  folder,
  print: (line) => console.log(line),
});
if (succeeded) rmSync(folder, { recursive: true });
else console.log(`The logs of all processes are in ${folder}`);
process.exitCode = succeeded ? 0 : 1;
