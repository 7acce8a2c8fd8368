import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serveReplica } from '../testing/redis-replica.ts';
import { call } from '../testing/serve-crews.ts';

type Replica = Awaited<ReturnType<typeof serveReplica>>;
let a: Replica;
let b: Replica;
beforeAll(async () => {
  const settings = { redisUrl: inject('redisUrl'), name: `streams-${randomUUID()}`, leaseMs: 5_000 };
  [a, b] = await Promise.all([serveReplica(settings), serveReplica(settings)]);
});
afterAll(async () => {
  await Promise.all([a.close(), b.close()]);
});

interface Told {
  id?: string;
  event: string;
  data: unknown;
}

/** Opens a stream; its events can be read one by one, and it can be left. */
async function open(
  on: Replica,
  path: string,
  options: { body?: object; headers?: Record<string, string>; tenant?: string } = {},
) {
  const { body, headers = {}, tenant = 'acme' } = options;
  const token = await on.tokens.mint({ subject: 'test', tenant, scopes: ['graphs:run'] }, 'crews');
  const leaving = new AbortController();
  const response = await fetch(new URL(path, on.url), {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: leaving.signal,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { response, events: eventsIn(response), leave: () => leaving.abort() };
}

async function* eventsIn(response: Response): AsyncGenerator<Told> {
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      if (fields.event) {
        yield {
          ...(fields.id ? { id: fields.id } : {}),
          event: fields.event,
          data: JSON.parse(fields.data ?? 'null'),
        };
      }
    }
  }
}

const said = (act: object, fields: object = {}) => ({
  input: { messages: [{ role: 'user', content: JSON.stringify(act) }] },
  ...fields,
});
const stream = (on: Replica, act: object, fields: object = {}, headers: Record<string, string> = {}) =>
  open(on, '/graphs/support/stream', { body: said(act, fields), headers });
const all = async (events: AsyncIterable<Told>) => {
  const told: Told[] = [];
  for await (const event of events) told.push(event);
  return told;
};

/** The run that the first event tells of. */
function runOf([first]: Told[]): string {
  expect(first).toMatchObject({ event: 'metadata', data: { run_id: expect.any(String) } });
  return (first as { data: { run_id: string } }).data.run_id;
}

describe('a stream of a run', () => {
  test('tells its address first, then each step, its end at last', async () => {
    const { response, events } = await stream(a, {}, { stream_modes: ['updates'] });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const told = await all(events);
    expect(told.map(({ event }) => event)).toEqual(['metadata', 'updates', 'updates', 'updates', 'end']);
    expect(told[0]?.data).toEqual({ run_id: expect.any(String), thread_id: expect.any(String) });
    expect(told.slice(1, 4).map(({ data }) => data)).toEqual([
      { one: { trail: ['one'] } },
      { two: { trail: ['two'] } },
      { three: { trail: ['three'] } },
    ]);
    expect(told[4]).toMatchObject({ data: { status: 'done', output: { trail: ['one', 'two', 'three'] } } });
    expect(response.headers.get('content-location')).toBe(`/runs/${runOf(told)}/stream`);
  });

  test('tells of a question, and of a failure without its secrets', async () => {
    const asked = await all((await stream(a, { act: 'ask' })).events);
    expect(asked.at(-1)).toMatchObject({
      event: 'end',
      data: { status: 'interrupted', interrupts: [{ value: { message: 'Really?' } }] },
    });
    const failed = await all((await stream(a, { act: 'fail' })).events);
    expect(failed.at(-1)).toMatchObject({
      event: 'end',
      data: { status: 'failed', error: { status: 500, code: 'internal_error' } },
    });
    expect(JSON.stringify(failed)).not.toContain('hunter2');
  });

  test('that is cut goes on from the last event that was seen, on another replica, without a gap', async () => {
    const { events, leave } = await stream(a, { pace: 300 }, { stream_modes: ['updates', 'custom'] });
    const seen: Told[] = [];
    for await (const event of events) {
      seen.push(event);
      if (seen.length === 4) break;
    }
    leave();
    const runId = runOf(seen);
    const rest = await all(
      (await open(b, `/runs/${runId}/stream`, { headers: { 'last-event-id': seen.at(-1)?.id ?? '' } }))
        .events,
    );
    const whole = await all((await open(b, `/runs/${runId}/stream`)).events);
    expect(rest[0]).toMatchObject({ event: 'metadata' });
    expect([...seen, ...rest.slice(1)]).toEqual(whole);
    expect(whole.filter(({ event }) => event === 'updates')).toHaveLength(3);
    expect(whole.at(-1)).toMatchObject({ event: 'end', data: { status: 'done' } });
  });

  test('asked for again under its Idempotency-Key is the same run', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await all((await stream(a, {}, {}, headers)).events);
    const again = await all((await stream(b, {}, {}, headers)).events);
    expect(again).toEqual(first);
  });

  test('is of its tenant alone, and takes no id that is none', async () => {
    const told = await all((await stream(a, {})).events);
    const runId = runOf(told);
    expect((await open(b, `/runs/${runId}/stream`, { tenant: 'other' })).response.status).toBe(404);
    const wrong = await open(b, `/runs/${runId}/stream`, { headers: { 'last-event-id': 'x' } });
    expect(wrong.response.status).toBe(400);
  });
});

describe('what begins on one replica', () => {
  const invoke = (on: Replica, act: object, fields: object = {}, headers: Record<string, string> = {}) =>
    call(on, '/graphs/support/invoke', { body: said(act, fields), headers });

  test('can be read and cancelled on another', async () => {
    const { body } = await invoke(a, { pace: 5_000 }, {}, { prefer: 'respond-async' });
    expect((await call(b, `/runs/${body.run_id}`)).body).toMatchObject({ status: 'running' });
    await call(b, `/runs/${body.run_id}/cancel`, { method: 'POST' });
    expect((await call(a, `/runs/${body.run_id}?wait=5`)).body).toMatchObject({ status: 'cancelled' });
    expect((await call(b, `/threads/${body.thread_id}`)).body).toMatchObject({ status: 'idle' });
  });

  test('can be answered on another, and shows the same history there', async () => {
    const { body } = await invoke(a, { act: 'ask' });
    const answered = await call(b, `/threads/${body.thread_id}/resume`, { body: { resume: 'sim' } });
    expect(answered.body.output).toMatchObject({ trail: ['one', 'two:sim', 'three'] });
    const histories = await Promise.all([a, b].map((on) => call(on, `/threads/${body.thread_id}/history`)));
    expect(histories[0]?.body).toEqual(histories[1]?.body);
  });

  test('can be approved on another, once', async () => {
    await invoke(a, { act: 'approve' });
    const { approvals } = (await call(b, '/approvals')).body as unknown as { approvals: { id: string }[] };
    const id = approvals[0]?.id ?? '';
    const decisions = await Promise.all(
      [a, b, a, b].map((on) => call(on, `/approvals/${id}`, { body: { decision: 'approve' } })),
    );
    expect(decisions.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });

  test('keeps its order with what comes on the other', async () => {
    const thread_id = randomUUID();
    const first = invoke(a, { pace: 100 }, { thread_id });
    await expect.poll(async () => (await b.runs.readThread(thread_id))?.active).toBeDefined();
    const second = await invoke(b, { pace: 0 }, { thread_id });
    expect(second.body.output.trail).toHaveLength(6);
    expect((await first).body.output.trail).toHaveLength(3);
  });
});
