import type { Config } from '#config/load-config.ts';
import { type Finding, leftOut, ok, warning } from './finding.ts';

/** Tokens and signatures of webhooks are refused when clocks differ by more. */
const mostSeconds = 30;

/** Compares this machine's clock with those of the systems outside, by the Date of an answer. */
export async function checkClock(config: Config): Promise<Finding[]> {
  const addresses = [config.CHATWOOT_URL, config.ODOO_URL, config.OPENAI_BASE_URL].filter(
    (url) => url !== undefined,
  );
  const skews = (await Promise.all(addresses.map(skewOf))).filter((skew) => skew !== undefined);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (skews.length === 0) return [leftOut('clock', `nothing to compare with; time zone ${zone}`)];
  const worst = Math.max(...skews.map(Math.abs));
  return [
    worst > mostSeconds
      ? warning(
          'clock',
          `${Math.round(worst)} s away from the systems outside`,
          'Synchronise the clock (NTP).',
        )
      : ok('clock', `within ${Math.max(1, Math.round(worst))} s of the systems outside; time zone ${zone}`),
  ];
}

/** Seconds that this clock is ahead; undefined where the system does not answer or tells no time. */
async function skewOf(url: string): Promise<number | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(5_000),
    });
    const there = Date.parse(answer.headers.get('date') ?? '');
    return Number.isNaN(there) ? undefined : (Date.now() - there) / 1_000;
  } catch {
    return undefined; // that it is away is told by its own check
  }
}
