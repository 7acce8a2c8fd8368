import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { createActiveRuns, type RunControls } from './active-runs.ts';
import { keepLeases } from './keep-leases.ts';
import type { Run } from './run.ts';
import { startTaking } from './start-taking.ts';

const ended = (id: string) => ({ id, status: 'done' }) as Run;
const never = new AbortController().signal;
/** A run that goes on until it is interrupted, by whom it tells. */
const endless = ({ signal }: RunControls) =>
  new Promise<Run | undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve({ id: String(signal.reason) } as Run));
  });

test('an active run is known until it has ended', async () => {
  const active = createActiveRuns();
  active.add('a', () => sleep(20).then(() => ended('a')));
  expect(active.size).toBe(1);
  expect(active.ids()).toEqual(['a']);
  expect(await active.ended('a', never)).toMatchObject({ status: 'done' });
  expect(active.size).toBe(0);
  expect(await active.ended('a', never)).toBeUndefined();
});

test('who waits for it can give up', async () => {
  const active = createActiveRuns();
  active.add('a', endless);
  expect(await active.ended('a', AbortSignal.timeout(10))).toBeUndefined();
  expect(await active.ended('a', AbortSignal.abort())).toBeUndefined();
  active.stop('a');
  expect(await active.ended('a', never)).toMatchObject({ id: 'stopped' });
});

test('a run is told why it is interrupted, and only that one is', async () => {
  const active = createActiveRuns();
  active.add('a', endless);
  active.add('b', endless);
  const both = Promise.all([active.ended('a', never), active.ended('b', never)]);
  active.stop('unknown');
  active.lose('b');
  expect(active.ids()).toEqual(['a', 'b']);
  active.stop('a');
  expect((await both).map((run) => run?.id)).toEqual(['stopped', 'lost']);
});

test('draining lets a run end, then asks it to stop at a step, then cuts it off', async () => {
  const active = createActiveRuns();
  const seen: string[] = [];
  active.add('quick', () => sleep(20).then(() => ended('quick')));
  active.add('steps', async ({ control }) => {
    while (!control.drainRequested) await sleep(5);
    seen.push('steps');
    return undefined;
  });
  active.add('stuck', async (controls) => {
    const run = await endless(controls);
    seen.push(run?.id ?? '');
    return undefined;
  });
  await active.drain(200);
  expect(seen).toEqual(['steps', 'shutdown']);
  expect(active.size).toBe(0);
});

test('draining nothing takes no time', async () => {
  const begun = performance.now();
  await createActiveRuns().drain(5_000);
  expect(performance.now() - begun).toBeLessThan(1_000);
});

test('leases are renewed; runs that are lost or shall stop are interrupted', async () => {
  const active = createActiveRuns();
  for (const id of ['a', 'b', 'c']) active.add(id, endless);
  const ends = Promise.all([active.ended('a', never), active.ended('b', never)]);
  const store = { renew: async () => ({ lost: ['a'], stopping: ['b'] }) };
  const stop = keepLeases({ store, owner: 'me', active, logger: silentLogger, leaseMs: 60 });
  expect((await ends).map((run) => run?.id)).toEqual(['lost', 'stopped']);
  stop();
  expect(active.ids()).toEqual(['c']);
});

test('runs whose leases could not be renewed for their whole life are cut off, not before', async () => {
  const active = createActiveRuns();
  active.add('a', endless);
  let failing = false;
  const store = {
    async renew() {
      if (failing) throw new Error('Redis is away');
      return { lost: [], stopping: [] };
    },
  };
  const stop = keepLeases({ store, owner: 'me', active, logger: silentLogger, leaseMs: 150 });
  await sleep(250);
  expect(active.size).toBe(1);
  failing = true;
  const since = performance.now();
  expect(await active.ended('a', never)).toMatchObject({ id: 'lost' });
  expect(performance.now() - since).toBeGreaterThan(90);
  stop();
});

test('as many runs are taken as there is room for, again when told to look, and after failures', async () => {
  const waiting = ['a', 'b', 'c', 'd'];
  const launched: string[] = [];
  let room = 2;
  let failures = 1;
  const store = {
    async take(_owner: string, limit: number) {
      if (failures-- > 0) throw new Error('Redis is away');
      return waiting.splice(0, limit).map(ended);
    },
  };
  const taking = startTaking({
    store,
    owner: 'me',
    room: () => room,
    launch: ({ id }) => {
      launched.push(id);
      room -= 1;
    },
    logger: silentLogger,
    pollMs: 20,
  });
  await expect.poll(() => launched).toEqual(['a', 'b']);
  await sleep(50);
  expect(launched).toHaveLength(2);
  room = 1;
  taking.look();
  await expect.poll(() => launched).toEqual(['a', 'b', 'c']);
  taking.stop();
  room = 5;
  await sleep(50);
  expect(launched).toHaveLength(3);
});
