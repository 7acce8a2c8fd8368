import { cpus } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openReport, reportOptions } from './report.ts';
import { fitLaw, peakOf, type Sample, throughputAt } from './scale/fit-usl.ts';
import { type MeasuredSize, measureSize } from './scale/measure-size.ts';
import { ceilings, turnsPerSecond } from './scale/saturation.ts';
import { median, quantile, rounded } from './statistics.ts';

/**
 * `npm run bench:scale`: turns a second of 1, 2 and 4 processes of crews on one Redis, with as many conversations as they can
 * have under way, and the Universal Scalability Law of it. The model takes seconds, as real ones do: so it is not the number
 * of cores that is measured, but what the processes make each other wait. What a core carries follows from the time that a
 * turn keeps each process busy.
 */
const { values: options } = parseArgs({
  options: {
    ...reportOptions,
    /** Numbers of processes of crews. */
    crews: { type: 'string', default: '1,2,4' },
    /** Delay of the model, in milliseconds. */
    delay: { type: 'string', default: '8000' },
    /** How long is measured, in seconds, once every customer has had a reply. */
    seconds: { type: 'string', default: '30' },
  },
});
const sizes = options.crews.split(',').map(Number);
const delayMs = Number(options.delay);
const seconds = Number(options.seconds);
/** Turns that one process of crews has under way, and some more, so that it always finds another. */
const inFlightOfOne = 12;
/** The default of CHATWOOT_REQUESTS_PER_MINUTE. */
const requestsPerMinute = 2_400;

const report = openReport(options);
const pauses = monitorEventLoopDelay({ resolution: 20 });
pauses.enable();
const measured: MeasuredSize[] = [];
for (const processes of sizes) {
  const inFlight = inFlightOfOne * processes;
  measured.push(await measureSize({ processes, inFlight, delayMs, seconds }));
}
present();
report.finish();

function present(): void {
  const law = fitLaw(measured.flatMap(({ samples }) => samples));
  report.table(
    `Turns a second, model of ${delayMs} ms, ${inFlightOfOne} conversations for each process of crews`,
    measured.map(({ processes, samples, waits, unanswered, coresBusy }) => ({
      crews: processes,
      'turns a second': rounded(meanOf(samples)),
      'by the fit': rounded(throughputAt(law, processes)),
      'of N times one': rounded(meanOf(samples) / (processes * meanOf(measured[0]?.samples ?? []))),
      'reply p50': rounded(median(waits)),
      'reply p99': rounded(quantile(waits, 0.99)),
      unanswered,
      'cores busy': rounded(coresBusy),
    })),
  );
  const peak = peakOf(law);
  report.note(
    `Universal Scalability Law: λ ${rounded(law.lambda)} turns/s, contention σ ${rounded(law.sigma)}, coherency κ ` +
      `${rounded(law.kappa)}; most turns/s at ${Number.isFinite(peak) ? Math.round(peak) : 'no bounded number of'} processes`,
  );
  const busiest = Math.max(...measured.map(({ coresBusy }) => coresBusy));
  report.note(
    `This machine has ${cpus().length} cores, of which ${rounded(busiest)} were busy at most` +
      (busiest > 0.8 * cpus().length
        ? ': they ran short, and what is called contention is their lack.'
        : '.'),
  );

  const longestPauseSeconds = pauses.max / 1e9;
  if (longestPauseSeconds > 1) {
    report.note(
      `The machine stood still for ${rounded(longestPauseSeconds)} s: measure again when it is quiet.`,
    );
  }

  report.table(
    'Milliseconds on a processor for a turn, by the number of crews',
    Object.keys(measured[0]?.cpuMs ?? {}).map((part) => ({
      part,
      ...Object.fromEntries(
        measured.map(({ processes, cpuMs }) => [`crews × ${processes}`, rounded(cpuMs[part] ?? Number.NaN)]),
      ),
    })),
  );
  const last = measured.at(-1);
  if (!last) return;
  const { cpuMs, requestsPerTurn } = last;
  report.table(
    'Which part saturates first',
    ceilings(cpuMs, { requestsPerTurn, requestsPerMinute }).map((ceiling) => ({
      ...ceiling,
      'CPU ms a turn': ceiling['CPU ms a turn'] === '' ? '' : rounded(ceiling['CPU ms a turn']),
      'turns/s of one': rounded(ceiling['turns/s of one']),
    })),
  );
  report.table(
    'Turns a second by cores, all parts together, at 60 % of the processors',
    [1, 2, 8, 80].map((cores) => ({ cores, 'turns a second': rounded(turnsPerSecond(cpuMs, cores)) })),
  );
  report.target('contention σ', law.sigma, 0.1);
  report.target('coherency κ', law.kappa, 0.01);
  const [crewsAtFirst = Number.NaN, crewsAtLast = Number.NaN] = [measured[0]?.cpuMs.crews, cpuMs.crews];
  report.target(
    'a turn’s time on a processor in crews, most processes ÷ fewest',
    crewsAtLast / crewsAtFirst,
    1.3,
  );
}

function meanOf(samples: readonly Sample[]): number {
  return samples.reduce((sum, { throughput }) => sum + throughput, 0) / samples.length;
}
