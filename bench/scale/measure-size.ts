import { setTimeout as sleep } from 'node:timers/promises';
import { startFront } from '#test/chaos/front.ts';
import { createRandom } from '#test/chaos/random.ts';
import { startSystem } from '../turns/start-system.ts';
import { coresBusy, idleLoad, perTurn, readCpuSeconds } from './cpu-seconds.ts';
import type { Sample } from './fit-usl.ts';
import { writeSteadily } from './write-steadily.ts';

/** What so many processes of crews have done. */
export interface MeasuredSize {
  processes: number;
  /** The window is cut into several, whose scatter shows how sure a fit is. */
  samples: Sample[];
  /** From the customer's message to the reply, in milliseconds. */
  waits: number[];
  /** Milliseconds on a processor for one turn, by part. */
  cpuMs: Record<string, number>;
  /** Customers who waited in vain, on the way to the window too. */
  unanswered: number;
  /** Requests to Chatwoot for one turn. */
  requestsPerTurn: number;
  coresBusy: number;
}

const idleMs = 5_000;
/** Until V8 has compiled what a turn uses, which the processes of a company did long ago. */
const warmUpTurns = 200;
/** As many as Chatwoot's limit lets through, side by side. */
const warmUpInFlight = 4;
const slices = 3;

/** @param inFlight conversations that wait for a reply at any time. */
export async function measureSize({
  processes,
  inFlight,
  delayMs,
  seconds,
}: {
  processes: number;
  inFlight: number;
  delayMs: number;
  seconds: number;
}): Promise<MeasuredSize> {
  const replied = new Map<number, number>();
  const system = await startSystem(
    { modelDelayMs: 0, nodeOptions: '', crews: processes },
    {
      onMessage: (conversationId) => replied.set(conversationId, performance.now()),
      onAcknowledged: () => undefined,
    },
  );
  const replicas = Object.entries(system.urls).filter(([name]) => name.startsWith('crews'));
  const front = await startFront({
    replicas: replicas.map(([, url]) => url),
    random: createRandom(1),
    copied: 0,
    stale: 0,
  });
  system.chatwoot.setWebhookUrl(`${front.url}${system.webhookPath}`);
  const look = async () => ({
    cpu: await readCpuSeconds(system),
    requests: system.requests(),
    at: performance.now(),
  });
  try {
    const first = writeSteadily(system, replied, { inFlight: warmUpInFlight, spreadMs: 0 });
    const warmedUp = () => first.replies.length + first.unanswered() >= warmUpTurns * processes;
    while (!warmedUp()) await sleep(100);
    await first.stop();
    await system.standIns.setModelDelay(delayMs);

    const asleep = await look();
    await sleep(idleMs);
    const awake = await look();
    const idle = idleLoad(asleep.cpu, awake.cpu, (awake.at - asleep.at) / 1_000);
    const customers = writeSteadily(system, replied, { inFlight, spreadMs: delayMs });
    await customers.allAnswered();

    const before = await look();
    const answered = customers.replies.length;
    await sleep(seconds * 1_000);
    const after = await look();
    const turns = customers.replies.length - answered;
    const waits = customers.waits.slice(answered, answered + turns);
    await customers.stop();

    const measuredSeconds = (after.at - before.at) / 1_000;
    return {
      processes,
      samples: samplesOf(customers.replies, { from: before.at, to: after.at, processes }),
      waits,
      unanswered: customers.unanswered(),
      cpuMs: perTurn(before.cpu, after.cpu, { idle, seconds: measuredSeconds, turns }),
      requestsPerTurn: (after.requests - before.requests) / turns,
      coresBusy: coresBusy(before.cpu, after.cpu, measuredSeconds),
    };
  } finally {
    await front.close();
    await system.stop();
  }
}

function samplesOf(
  replies: readonly number[],
  { from, to, processes }: { from: number; to: number; processes: number },
): Sample[] {
  const lengthMs = (to - from) / slices;
  return Array.from({ length: slices }, (_, index) => {
    const start = from + index * lengthMs;
    const count = replies.filter((at) => at >= start && at < start + lengthMs).length;
    return { processes, throughput: (count * 1_000) / lengthMs };
  });
}
