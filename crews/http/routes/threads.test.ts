import { randomUUID } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trailGraph } from '../../runs/testing.ts';
import { type Answered, type CallOptions, call, serveCrews } from '../testing/serve-crews.ts';

let crews: Awaited<ReturnType<typeof serveCrews>>;
const executed: string[] = [];
beforeAll(async () => {
  const checkpointer = new MemorySaver();
  crews = await serveCrews({ checkpointer, graph: trailGraph(checkpointer, executed) });
});
afterAll(() => crews.close());

const get = (path: string, options: CallOptions = {}) => call(crews, path, options);
/** What the graph of these tests is told. */
const input = (act: object) => ({ messages: [{ role: 'user', content: JSON.stringify(act) }] });
const run = async (act: object, fields: object = {}) =>
  (await call(crews, '/graphs/support/invoke', { body: { input: input(act), ...fields } })).body;

interface Checkpoint {
  checkpoint_id: string;
  run_id?: string;
  values: { trail?: string[] };
  next: string[];
}
const whole = ['one', 'two', 'three'];

describe('a thread', () => {
  test('is told with its newest checkpoint', async () => {
    const { thread_id, run_id } = await run({});
    expect(await get(`/threads/${thread_id}`)).toMatchObject({
      status: 200,
      body: {
        thread_id,
        graph: 'support',
        status: 'idle',
        checkpoint: { run_id, values: { trail: whole }, next: [], interrupts: [] },
      },
    });
  });

  test('is interrupted while it waits, and busy while it runs', async () => {
    const asked = await run({ act: 'ask' });
    expect((await get(`/threads/${asked.thread_id}`)).body).toMatchObject({
      status: 'interrupted',
      checkpoint: { next: ['two'], interrupts: [{ value: { message: 'Really?' } }] },
    });
    const thread_id = randomUUID();
    const body = { input: input({ pace: 5_000 }), thread_id };
    const begun = await call(crews, '/graphs/support/invoke', { body, headers: { prefer: 'respond-async' } });
    const { run_id } = begun.body;
    expect((await get(`/threads/${thread_id}`)).body).toMatchObject({ status: 'busy', active_run: run_id });
    expect(await get(`/threads/${thread_id}`, { method: 'DELETE' })).toMatchObject({
      status: 409,
      body: { code: 'thread_busy' },
    });
    await get(`/runs/${run_id}/cancel`, { method: 'POST' });
  });

  test('of another tenant does not exist, for every operation', async () => {
    const { thread_id } = await run({ act: 'ask' });
    const other = { tenant: 'other' };
    const all = await Promise.all([
      get(`/threads/${thread_id}`, other),
      get(`/threads/${thread_id}/history`, other),
      get(`/threads/${thread_id}/resume`, { ...other, body: { resume: 'x' } }),
      get(`/threads/${thread_id}/fork`, { ...other, body: {} }),
      get(`/threads/${thread_id}`, { ...other, method: 'DELETE' }),
    ]);
    expect(all.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(await get(`/threads/${randomUUID()}`)).toMatchObject({ status: 404, body: all[0]?.body });
    expect((await get(`/threads/${thread_id}`)).status).toBe(200);
  });

  test('needs its scopes', async () => {
    const { thread_id } = await run({});
    const scopes = ['graphs:run'];
    expect((await get(`/threads/${thread_id}`, { scopes })).status).toBe(403);
    expect((await get(`/threads/${thread_id}/history`, { scopes })).status).toBe(403);
    expect((await get(`/threads/${thread_id}/fork`, { scopes, body: {} })).status).toBe(403);
    expect((await get(`/threads/${thread_id}`, { scopes, method: 'DELETE' })).status).toBe(403);
  });

  test('is gone when it is deleted', async () => {
    const { thread_id } = await run({});
    const gone = await get(`/threads/${thread_id}`, { method: 'DELETE' });
    expect(gone).toMatchObject({ status: 204, text: '' });
    expect((await get(`/threads/${thread_id}`)).status).toBe(404);
    expect((await run({}, { thread_id })).output).toMatchObject({ trail: whole });
  });
});

describe('its history', () => {
  test('comes in pages, newest first', async () => {
    const { thread_id } = await run({});
    const trails: unknown[] = [];
    const sizes: number[] = [];
    let before = '';
    do {
      const { body } = await get(`/threads/${thread_id}/history?limit=2${before && `&before=${before}`}`);
      const { checkpoints, next } = body as Answered & { checkpoints: Checkpoint[]; next: string | null };
      sizes.push(checkpoints.length);
      trails.push(...checkpoints.map(({ values }) => values.trail?.length ?? 0));
      before = next ?? '';
    } while (before);
    expect(sizes).toEqual([2, 2, 1]);
    expect(trails).toEqual([3, 2, 1, 0, 0]);
  });

  test('takes no page larger than its bound', async () => {
    const { thread_id } = await run({});
    expect(await get(`/threads/${thread_id}/history?limit=1000`)).toMatchObject({ status: 400 });
  });
});

describe('resuming', () => {
  test('lets the thread go on with the answer; a second answer is refused', async () => {
    const { thread_id, interrupts } = await run({ act: 'ask' });
    const resume = (answer: string) =>
      get(`/threads/${thread_id}/resume`, { body: { resume: answer, interrupt_id: interrupts[0]?.id } });
    expect((await resume('sim')).body).toMatchObject({
      status: 'done',
      thread_id,
      output: { trail: ['one', 'two:sim', 'three'] },
    });
    expect(await resume('não')).toMatchObject({ status: 409, body: { code: 'not_waiting' } });
  });

  test('needs an answer', async () => {
    const { thread_id } = await run({ act: 'ask' });
    for (const body of [{}, { resume: null }, { input: {} }]) {
      expect(await get(`/threads/${thread_id}/resume`, { body })).toMatchObject({ status: 400 });
    }
  });
});

describe('forking', () => {
  const fork = async (threadId: string, body: object) => {
    const { status, headers, body: forked } = await get(`/threads/${threadId}/fork`, { body });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/threads/${forked.thread_id}`);
    return forked.thread_id;
  };

  test('at the newest checkpoint makes a thread of its own', async () => {
    const { thread_id } = await run({});
    const copy = await fork(thread_id, {});
    expect((await run({}, { thread_id: copy })).output).toMatchObject({ trail: [...whole, ...whole] });
    expect((await get(`/threads/${thread_id}`)).body).toMatchObject({
      checkpoint: { values: { trail: whole } },
    });
  });

  test('at an earlier checkpoint, with a change, goes on from there', async () => {
    const { thread_id } = await run({});
    const { checkpoints } = (await get(`/threads/${thread_id}/history`)).body as unknown as {
      checkpoints: Checkpoint[];
    };
    const afterOne = checkpoints.find(({ next }) => next[0] === 'two');
    const copy = await fork(thread_id, {
      checkpoint_id: afterOne?.checkpoint_id,
      values: { trail: ['changed'] },
      as_node: 'one',
    });
    expect((await get(`/threads/${copy}`)).body).toMatchObject({
      checkpoint: { values: { trail: ['one', 'changed'] }, next: ['two'] },
    });
  });

  test('takes the questions along that wait in it', async () => {
    const { thread_id } = await run({ act: 'ask' });
    const copy = await fork(thread_id, {});
    const trails = await Promise.all(
      [thread_id, copy].map(async (id) => {
        const { body } = await get(`/threads/${id}/resume`, { body: { resume: id } });
        return body.output.trail;
      }),
    );
    expect(trails).toEqual([
      ['one', `two:${thread_id}`, 'three'],
      ['one', `two:${copy}`, 'three'],
    ]);
  });

  test('at a checkpoint whose question was answered since asks it again', async () => {
    const { thread_id } = await run({ act: 'ask' });
    await get(`/threads/${thread_id}/resume`, { body: { resume: 'sim' } });
    const { checkpoints } = (await get(`/threads/${thread_id}/history`)).body as unknown as {
      checkpoints: Checkpoint[];
    };
    const asked = checkpoints.find(({ next }) => next[0] === 'two');
    const copy = await fork(thread_id, { checkpoint_id: asked?.checkpoint_id });
    expect((await get(`/threads/${copy}`)).body).toMatchObject({ status: 'interrupted' });
    const { body } = await get(`/threads/${copy}/resume`, { body: { resume: 'não' } });
    expect(body.output).toMatchObject({ trail: ['one', 'two:não', 'three'] });
  });

  test('at what is not there, or with what does not fit, is refused', async () => {
    const { thread_id } = await run({});
    expect(await get(`/threads/${thread_id}/fork`, { body: { checkpoint_id: randomUUID() } })).toMatchObject({
      status: 404,
    });
    const body = { values: { trail: ['x'] }, as_node: 'nowhere' };
    expect(await get(`/threads/${thread_id}/fork`, { body })).toMatchObject({ status: 400 });
  });
});
