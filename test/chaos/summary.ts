import type { Front } from './front.ts';
import type { Played } from './play-customer.ts';
import type { SupervisedProcess } from './supervised-process.ts';

/** The counts of a run, a line each. */
export function summaryOf(
  played: readonly Played[],
  {
    front,
    processes,
  }: { front: Pick<Front, 'counts'>; processes: readonly Pick<SupervisedProcess, 'name' | 'counts'>[] },
  { seed, seconds, stoodStill }: { seed: number; seconds: number; stoodStill: number },
): string[] {
  const waits = played.flatMap((each) => each.waits).sort((one, other) => one - other);
  const messages = played.flatMap(({ bursts }) => bursts.flat()).length;
  const orders = played.filter(({ dialogue }) => dialogue.orders).length;
  const { webhooks, copies, stale, refused } = front.counts();
  const kills = processes.map(({ name, counts }) => `${name} ${counts().kills}`);
  const all = sum(processes.map(({ counts }) => counts().kills));
  const ownEnds = processes.filter(({ counts }) => counts().ownEnds > 0);
  return [
    `${played.length} conversations, ${waits.length} steps, ${messages} messages, ${orders} orders in ${Math.round(seconds)} s`,
    `${webhooks} webhooks, ${copies} of them twice, ${stale} once more later, ${refused} refused so that Chatwoot repeats`,
    `${all} kills${paceOf(all, seconds)}: ${kills.join(', ')}`,
    ...(ownEnds.length > 0
      ? [`starts that failed: ${ownEnds.map(({ name, counts }) => `${name} ${counts().ownEnds}`).join(', ')}`]
      : []),
    `answered after ${secondsAt(waits, 0.5)} s in the middle, ${secondsAt(waits, 0.99)} s at the 99th of 100, ${secondsAt(waits, 1)} s at most`,
    ...(stoodStill > 0
      ? [`the machine stood still for ${stoodStill} s, in which time-outs ended that mean nothing`]
      : []),
    `seed ${seed}`,
  ];
}

function paceOf(kills: number, seconds: number): string {
  return kills === 0 ? '' : `, one every ${(seconds / kills).toFixed(1)} s`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function secondsAt(sorted: readonly number[], share: number): string {
  const index = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return ((sorted[index] ?? 0) / 1_000).toFixed(1);
}
