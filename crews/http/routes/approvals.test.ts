import { MemorySaver } from '@langchain/langgraph';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { threadIdOf } from '../../bot/thread-id.ts';
import { createMemoryTurnQueue } from '../../queue/memory-turn-queue.ts';
import type { InboundEvent, TurnQueue } from '../../queue/turn-queue.ts';
import { noteThreads } from '../../runs/note-threads.ts';
import { trailGraph } from '../../runs/testing.ts';
import { type CallOptions, call, serveCrews } from '../testing/serve-crews.ts';

let crews: Awaited<ReturnType<typeof serveCrews>>;
let graph: ReturnType<typeof trailGraph>;
let queue: TurnQueue;
const offered: InboundEvent[] = [];
beforeEach(async () => {
  offered.length = 0;
  const memory = createMemoryTurnQueue({ logger: silentLogger });
  queue = {
    ...memory,
    async offer(event) {
      const status = await memory.offer(event);
      if (status === 'accepted') offered.push(event);
      return status;
    },
  };
  const checkpointer = new MemorySaver();
  graph = trailGraph(checkpointer);
  crews = await serveCrews({ checkpointer, graph, queue });
});
afterEach(() => crews.close());

const ask = async (tenant = 'acme', act = 'approve') => {
  const messages = [{ role: 'user', content: JSON.stringify({ act }) }];
  const body = { input: { messages } };
  return (await call(crews, '/graphs/support/invoke', { body, tenant })).body.thread_id;
};
interface Listed {
  approvals: { id: string; thread_id: string; request: object }[];
  next: number | null;
}
const list = async (query = '', options: CallOptions = {}) =>
  (await call(crews, `/approvals${query}`, options)).body as unknown as Listed;
const decide = (id: string, body: object, options: CallOptions = {}) =>
  call(crews, `/approvals/${id}`, { body, ...options });

describe('approvals', () => {
  test('are listed by their tenant, oldest first, page by page; other questions are not', async () => {
    const threads = [await ask(), await ask(), await ask()];
    await ask('other');
    await ask('acme', 'ask');
    const { approvals, next } = await list();
    expect(approvals).toEqual(
      threads.map((thread_id) => ({
        id: expect.stringContaining(`${thread_id}.`),
        thread_id,
        graph: 'support',
        waiting_since: expect.any(String),
        request: { kind: 'approval', total: 5 },
      })),
    );
    expect(next).toBeNull();
    expect(await list('?limit=2')).toMatchObject({ approvals: approvals.slice(0, 2), next: 2 });
    expect(await list('?limit=2&offset=2')).toMatchObject({ approvals: approvals.slice(2), next: null });
    expect((await list('', { tenant: 'other' })).approvals).toHaveLength(1);
  });

  test.each([
    ['approve', { decision: 'approve' }],
    ['edit', { decision: 'edit', lines: [{ product_id: 1, quantity: 2 }] }],
    ['reject', { decision: 'reject', reason: 'caro demais' }],
  ])('%s: the graph goes on with the decision', async (_, decision) => {
    await ask();
    const { approvals } = await list();
    const { status, body } = await decide(approvals[0]?.id ?? '', decision);
    expect(status).toBe(200);
    expect(body.output).toMatchObject({ trail: ['one', `two:${JSON.stringify(decision)}`, 'three'] });
    expect(await list()).toEqual({ approvals: [], next: null });
  });

  test('are decided once: of many at the same time one counts, later ones are refused', async () => {
    await ask();
    const id = (await list()).approvals[0]?.id ?? '';
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => decide(id, { decision: 'reject', reason: `no ${index}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(await decide(id, { decision: 'approve' })).toMatchObject({
      status: 409,
      body: { code: 'already_decided' },
    });
  });

  test('of another tenant do not exist, and need their scopes', async () => {
    await ask();
    const id = (await list()).approvals[0]?.id ?? '';
    const approve = { decision: 'approve' };
    expect((await decide(id, approve, { tenant: 'other' })).status).toBe(404);
    expect((await decide(id, approve, { scopes: ['approvals:read'] })).status).toBe(403);
    expect((await call(crews, '/approvals', { scopes: ['graphs:run'] })).status).toBe(403);
  });

  test('a decision without its parts is refused', async () => {
    await ask();
    const id = (await list()).approvals[0]?.id ?? '';
    for (const body of [
      {},
      { decision: 'maybe' },
      { decision: 'reject' },
      { decision: 'reject', reason: ' ' },
    ]) {
      expect(await decide(id, body)).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining('reject') },
      });
    }
    expect((await decide('nonsense', { decision: 'approve' })).status).toBe(400);
  });
});

describe('approvals of a conversation', () => {
  const context = {
    tenant: 'acme',
    contact: { id: 9, name: 'Maria', phone: '+5511988887777' },
    conversation: { account: 1, id: 42 },
  };
  /** A thread that the bot runs, as it does from its queue. */
  async function askInConversation(threadId: string) {
    const noted = noteThreads(graph, 'customer-service', crews.runs);
    await noted.invoke(
      { trail: [], act: 'approve' },
      {
        configurable: { thread_id: threadId },
        context,
        signal: AbortSignal.timeout(5_000),
        durability: 'sync',
      },
    );
    return (await list()).approvals.find(({ thread_id }) => thread_id === threadId);
  }

  test('their thread is busy, and is not deleted, until the customer has an answer', async () => {
    const threadId = threadIdOf('acme', 1, 42);
    await askInConversation(threadId);
    const thread = async () => (await call(crews, `/threads/${threadId}`)).body;
    const remove = () => call(crews, `/threads/${threadId}`, { method: 'DELETE' });
    expect(await thread()).toMatchObject({ status: 'interrupted' });

    await queue.offer({ tenant: 'acme', conversationKey: 'acme:1:42', deliveryIds: ['1'], message: {} });
    expect(await thread()).toMatchObject({ status: 'busy' });
    expect(await remove()).toMatchObject({ status: 409, body: { code: 'thread_busy', retryable: true } });

    await queue.start(async () => undefined);
    await expect.poll(async () => (await remove()).status, { timeout: 10_000 }).toBe(204);
  });

  test('are listed too, and decided through the bot, once', async () => {
    const threadId = threadIdOf('acme', 1, 42);
    const approval = await askInConversation(threadId);
    expect(approval).toMatchObject({ conversation: { account: 1, id: 42 } });
    const id = approval?.id ?? '';
    const decision = { decision: 'reject', reason: 'sem estoque' };
    expect(await decide(id, decision)).toMatchObject({ status: 202, body: { status: 'queued' } });
    expect(offered).toMatchObject([
      {
        tenant: 'acme',
        conversationKey: 'acme:1:42',
        message: {
          kind: 'command',
          accountId: 1,
          conversationId: 42,
          command: { name: 'reject', reason: 'sem estoque' },
          agent: { name: 'test' },
          contact: { id: 9, phone: '+5511988887777' },
        },
      },
    ]);
    expect(await decide(id, { decision: 'approve' })).toMatchObject({
      status: 409,
      body: { code: 'already_decided' },
    });
    expect(offered).toHaveLength(1);
  });

  test('are edited through the bot as well; an edit is the whole order', async () => {
    const id = (await askInConversation(threadIdOf('acme', 1, 42)))?.id ?? '';
    for (const lines of [[], undefined, [{ product_id: 7, quantity: 0 }], [{ name: 'trena', quantity: 1 }]]) {
      expect(await decide(id, { decision: 'edit', lines })).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining('the whole order') },
      });
    }
    expect(offered).toEqual([]);
    const lines = [{ product_id: 7, quantity: 2 }];
    expect(await decide(id, { decision: 'edit', lines })).toMatchObject({ status: 202 });
    expect(offered).toMatchObject([{ message: { command: { name: 'edit', lines } } }]);
  });

  describe('no run of the API goes on with a thread that the bot runs', () => {
    const body = {
      thread_id: threadIdOf('acme', 1, 42),
      input: { messages: [{ role: 'user', content: '{}' }] },
    };
    const refused = { status: 409, body: { code: 'thread_of_bot' } };

    test('by new input, or by an answer', async () => {
      await askInConversation(body.thread_id);
      expect(await call(crews, '/graphs/customer-service/invoke', { body })).toMatchObject(refused);
      const resume = { resume: { decision: 'approve' } };
      expect(await call(crews, `/threads/${body.thread_id}/resume`, { body: resume })).toMatchObject(refused);
      expect((await list()).approvals).toHaveLength(1); // it still waits
    });
    test('before the bot has run it either, where the caller names the conversation', async () => {
      const named = { ...body, context: { conversation: { account: 1, id: 42 } } };
      expect(await call(crews, '/graphs/customer-service/invoke', { body: named })).toMatchObject(refused);
    });
    test('and another tenant does not learn that there is one', async () => {
      await askInConversation(body.thread_id);
      const answer = await call(crews, '/graphs/customer-service/invoke', { body, tenant: 'other' });
      expect(answer.status).toBe(404);
    });
    test('but a fork of it is the caller’s own', async () => {
      await askInConversation(body.thread_id);
      const { body: fork } = await call(crews, `/threads/${body.thread_id}/fork`, { body: {} });
      const resumed = await call(crews, `/threads/${fork.thread_id}/resume`, { body: { resume: 'sim' } });
      expect(resumed.status).toBe(200);
    });
  });

  test('a thread that is only about a conversation goes on by itself', async () => {
    const approval = await askInConversation('f3c1d1c0-5d5e-5c7e-9d61-0f4c8f3c7a11');
    expect(await decide(approval?.id ?? '', { decision: 'approve' })).toMatchObject({
      status: 200,
      body: { status: 'done' },
    });
    expect(offered).toEqual([]);
  });
});
