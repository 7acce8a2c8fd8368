import { Redis } from 'ioredis';
import { sumOf } from '../turns/read-stages.ts';
import type { System } from '../turns/start-system.ts';

/** Seconds on a processor since it began, by part; all processes of crews are one part. */
export type CpuSeconds = Record<string, number>;

/** Asks every process of the system, and all that stands in for the world outside. */
export async function readCpuSeconds({ urls, redisUrl, standIns }: System): Promise<CpuSeconds> {
  const seconds: CpuSeconds = {};
  for (const [name, url] of Object.entries(urls)) {
    const text = await (await fetch(`${url}/metrics`)).text();
    const part = name.replace(/-\d+$/, '');
    seconds[part] = (seconds[part] ?? 0) + sumOf(text, 'process_cpu_seconds_total');
  }
  seconds.redis = await redisCpuSeconds(redisUrl);
  const { user, system } = process.cpuUsage();
  // Chatwoot's stand-in is in this process, with the customers.
  seconds['stand-ins'] = (await standIns.cpuSeconds()) + (user + system) / 1e6;
  return seconds;
}

async function redisCpuSeconds(url: string): Promise<number> {
  const redis = new Redis(url);
  try {
    return usedCpuIn(await redis.info('cpu'));
  } finally {
    redis.disconnect();
  }
}

/** @param info what `INFO cpu` answers. */
export function usedCpuIn(info: string): number {
  const used = [...info.matchAll(/^used_cpu_(?:user|sys):([\d.]+)\r?$/gm)].map(([, value]) => Number(value));
  return used.reduce((total, value) => total + value, 0);
}

/** What a part is busy with when nobody writes, in seconds for each second. */
export function idleLoad(before: CpuSeconds, after: CpuSeconds, seconds: number): CpuSeconds {
  return mapParts(after, (part, used) => (used - (before[part] ?? 0)) / seconds);
}

/** Milliseconds on a processor for one turn, by part, without what it does when nobody writes. */
export function perTurn(
  before: CpuSeconds,
  after: CpuSeconds,
  { idle, seconds, turns }: { idle: CpuSeconds; seconds: number; turns: number },
): Record<string, number> {
  return mapParts(after, (part, used) => {
    const forTurns = used - (before[part] ?? 0) - (idle[part] ?? 0) * seconds;
    return (Math.max(0, forTurns) / turns) * 1_000;
  });
}

/** How many processors all parts together kept busy. */
export function coresBusy(before: CpuSeconds, after: CpuSeconds, seconds: number): number {
  return Object.values(idleLoad(before, after, seconds)).reduce((total, load) => total + load, 0);
}

function mapParts(seconds: CpuSeconds, change: (part: string, seconds: number) => number): CpuSeconds {
  return Object.fromEntries(Object.entries(seconds).map(([part, used]) => [part, change(part, used)]));
}
