import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { createTokens } from '#identity/tokens.ts';
import { call } from './testing/serve-crews.ts';

const script = new URL('./testing/replica-process.ts', import.meta.url).pathname;
const tokens = createTokens(
  tokenSettings(loadConfig({ JWT_SECRET: 'a secret of more than thirty-two characters' })),
);
const leaseMs = 1_000;

let name: string;
const children = new Set<ChildProcess>();
beforeEach(() => {
  name = `replicas-${randomUUID()}`;
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

async function replica() {
  const child = spawn(process.execPath, [script, inject('redisUrl'), name, String(leaseMs)]);
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += data;
    });
  }
  await expect.poll(() => output, { timeout: 30_000 }).toMatch(/^http:\S+\n/);
  const crews = { url: output.trim(), tokens };
  return {
    invoke: (act: object, headers: Record<string, string> = {}) =>
      call(crews, '/graphs/support/invoke', {
        body: { input: { messages: [{ role: 'user', content: JSON.stringify(act) }] } },
        headers,
      }),
    get: (path: string) => call(crews, path),
    ready: async () => (await fetch(new URL('/readyz', crews.url))).status,
    signal: (signal: 'SIGTERM' | 'SIGKILL') => child.kill(signal),
    /** The exit code, as soon as there is one; null after SIGKILL. */
    async exited() {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      return child.exitCode;
    },
  };
}
type Replica = Awaited<ReturnType<typeof replica>>;

/** A run whose first step is done and whose second goes on. */
async function begun(on: Replica, pace: number) {
  const { body } = await on.invoke({ pace }, { prefer: 'respond-async' });
  const trail = async () => {
    const thread = (await on.get(`/threads/${body.thread_id}`)).body;
    return (thread.checkpoint as { values?: { trail?: string[] } } | undefined)?.values?.trail;
  };
  await expect.poll(trail, { timeout: 10_000 }).toEqual(['one']);
  return body.run_id;
}

describe('replicas as processes', { timeout: 60_000 }, () => {
  test('kill -9: another replica finds the run and goes on where it was', async () => {
    const [a, b] = await Promise.all([replica(), replica()]);
    const runId = await begun(a, 1_500);
    a.signal('SIGKILL');
    await a.exited();
    const { body } = await b.get(`/runs/${runId}?wait=30`);
    expect(body).toMatchObject({
      status: 'done',
      attempt: 2,
      output: { trail: ['one', 'two', 'three'] },
    });
  });

  test('SIGTERM: a run that takes longer than the grace time stops at a step, and another replica goes on', async () => {
    const [a, b] = await Promise.all([replica(), replica()]);
    const runId = await begun(a, 3_500);
    a.signal('SIGTERM');
    await expect.poll(a.ready, { timeout: 5_000 }).toBe(503);
    expect(await a.exited()).toBe(0);
    const { body } = await b.get(`/runs/${runId}?wait=30`);
    expect(body).toMatchObject({ status: 'done', output: { trail: ['one', 'two', 'three'] } });
  });

  test('SIGTERM: a caller who waits is answered, then the process ends with 0', async () => {
    const a = await replica();
    const answer = a.invoke({ pace: 600 });
    await new Promise((resolve) => setTimeout(resolve, 400));
    a.signal('SIGTERM');
    expect(await answer).toMatchObject({ status: 200, body: { output: { trail: ['one', 'two', 'three'] } } });
    expect(await a.exited()).toBe(0);
  });
});
