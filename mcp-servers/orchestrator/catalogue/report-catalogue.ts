import { ConfigError } from '#errors/errors.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { Catalogue } from './build-catalogue.ts';
import type { GatewayCatalogue } from './gateway-catalogue.ts';

/** @throws ConfigError when names of the upstreams that are there do not fit together. */
export function refuseProblems({ problems }: Pick<Catalogue, 'problems'>): void {
  if (problems.length === 0) return;
  throw new ConfigError(
    `The upstreams do not fit together:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    { fix: 'Give one of them another prefix, or allow only some of its tools, in orchestrator.yaml.' },
  );
}

/** Logs what is wrong with the catalogue, now and whenever that changes; each state once. */
export function reportCatalogue(catalogue: GatewayCatalogue, logger: Logger): void {
  let reported = '';
  const report = () => {
    const { quarantined, problems } = catalogue.current();
    const aside = [...quarantined.values()].map(({ name, reason }) => `${name} ${reason}`);
    const state = JSON.stringify([aside, problems]);
    if (state === reported) return;
    reported = state;
    if (aside.length > 0)
      logger.warn({ tools: aside }, 'tools are set aside; look at them, then run `npm run lock:tools`');
    if (problems.length > 0) logger.warn({ problems }, 'names that do not fit together are left out');
  };
  report();
  catalogue.onChange(report);
}
