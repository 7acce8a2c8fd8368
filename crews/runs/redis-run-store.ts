import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { translateRedisError } from '#adapters/redis/translate-error.ts';
import { eventOf, runOf, strings, threadOf } from './redis-run-records.ts';
import * as scripts from './redis-run-scripts.ts';
import { defaultRunStoreSettings, type RunStore, type RunStoreSettings } from './run-store.ts';

const begun = z.union([
  z
    .tuple([z.enum(['started', 'waiting', 'key_reused', 'foreign', 'busy', 'full'])])
    .transform(([kind]) => ({ kind })),
  z.tuple([z.literal('known'), z.string()]).transform(([kind, id]) => ({ kind, id })),
  z.tuple([z.literal('other_graph'), z.string()]).transform(([kind, graph]) => ({ kind, graph })),
]);
const records = z.array(strings);
const nothingCame = JSON.stringify({ interrupts: [] });

/**
 * Runs that all replicas on one Redis share.
 *
 * @param options.redis for commands; stays the caller's.
 * @param options.subscriber a connection of its own, patient; closed with the store.
 * @param options.prefix of all keys, with a hash tag that keeps them on one node of a cluster; `{runs}:` by default.
 * @throws (every operation) UpstreamError when Redis does not answer.
 */
export function createRedisRunStore(
  options: { redis: Redis; subscriber: Redis; prefix?: string } & Partial<RunStoreSettings>,
): RunStore {
  const { redis, subscriber, prefix = '{runs}:', ...given } = options;
  const settings = { ...defaultRunStoreSettings, ...given };
  const { leaseMs, keepMs, keepUnfinishedMs } = settings;
  const keepThreadMs = settings.keepThreadMs ?? '';
  const keys = [prefix];
  const changes = new EventEmitter().setMaxListeners(0);
  subscriber.on('message', (channel: string, message: string) => changes.emit(channel, message));

  return {
    async begin(order, { owner, start, key }) {
      const answer = await scripts.beginScript(redis, keys, [
        order.id,
        JSON.stringify(order),
        order.threadId,
        order.tenant,
        order.graph,
        order.doubleTexting,
        owner,
        start ? '1' : '0',
        leaseMs,
        key ? digest(order.tenant, key.name) : '',
        key?.fingerprint ?? '',
        settings.maximumWaiting,
        keepUnfinishedMs,
        keepMs,
        keepThreadMs,
        order.webhook ? '1' : '0',
        contextText(order.context),
      ]);
      return begun.parse(answer);
    },
    take: async (owner, limit) =>
      records.parse(await scripts.takeScript(redis, keys, [owner, limit, leaseMs])).map(runOf),
    async renew(owner, ids) {
      const answer = await scripts.renewScript(redis, keys, [owner, leaseMs, ...ids]);
      const [lost, stopping] = z.tuple([strings, strings]).parse(answer);
      return { lost, stopping };
    },
    release: async (owner, id) => void (await scripts.releaseScript(redis, keys, [owner, id])),
    async end(owner, run, { status, result, approval }) {
      const waits = approval === undefined ? '' : approval ? '1' : '0';
      const { id, tenant, graph } = run;
      const values = [owner, id, status, JSON.stringify(result), waits, keepMs, keepThreadMs, tenant, graph];
      return z.enum(['ended', 'lost']).parse(await scripts.endScript(redis, keys, values));
    },
    async stop(id, reason) {
      const answer = await scripts.stopScript(redis, keys, [id, reason, nothingCame, keepMs]);
      return z.enum(['asked', 'ended', 'missing']).parse(answer);
    },
    async read(id) {
      const record = await orTranslated(redis.hgetall(`${prefix}run:${id}`));
      return record.order === undefined ? undefined : runOf(Object.entries(record).flat());
    },

    async append(owner, id, { mode, data }) {
      const values = [owner, id, mode, data, settings.maximumEvents, keepUnfinishedMs];
      await scripts.appendScript(redis, keys, values);
    },
    async events(id, after, limit) {
      const from = after === undefined ? '-' : `(${after}`;
      const found = await orTranslated(redis.xrange(`${prefix}events:${id}`, from, '+', 'COUNT', limit));
      return found.map(eventOf);
    },
    async watch(id, changed) {
      const channel = `${prefix}changes:${id}`;
      changes.on(channel, changed);
      await orTranslated(subscriber.subscribe(channel));
      return () => {
        changes.off(channel, changed);
        // A subscription that is left over by a failure costs its memory alone; Redis drops it with the connection.
        if (changes.listenerCount(channel) === 0) subscriber.unsubscribe(channel).catch(() => undefined);
      };
    },
    async onSignal(listener) {
      changes.on(`${prefix}signals`, (message: string) => {
        const [kind, id = ''] = message.split(':', 2);
        listener(kind === 'stop' ? { kind, id } : { kind: 'due' });
      });
      await orTranslated(subscriber.subscribe(`${prefix}signals`));
    },

    async readThread(id) {
      const record = await orTranslated(redis.hgetall(`${prefix}thread:${id}`));
      return record.tenant === undefined ? undefined : threadOf(id, Object.entries(record).flat());
    },
    async noteThread({ id, tenant, graph, context, approval }) {
      const values = [id, tenant, graph, contextText(context), approval ? '1' : '0', keepThreadMs];
      await scripts.noteThreadScript(redis, keys, values);
    },
    forgetThread: async (id) =>
      z.enum(['forgotten', 'busy']).parse(await scripts.forgetThreadScript(redis, keys, [id])),
    async waitingThreads(tenant, { offset, limit }) {
      const found = await scripts.waitingThreadsScript(redis, keys, [tenant, offset, limit]);
      return z
        .array(z.tuple([z.string(), strings]))
        .parse(found)
        .map(([id, record]) => threadOf(id, record));
    },

    takeDeliveries: async (limit, forMs) =>
      records.parse(await scripts.takeDeliveriesScript(redis, keys, [limit, forMs])).map(runOf),
    async settleDelivery(id, outcome) {
      const values = typeof outcome === 'string' ? [id, outcome, 0] : [id, '', outcome.againInMs];
      await scripts.settleDeliveryScript(redis, keys, values);
    },
    async close() {
      changes.removeAllListeners();
      subscriber.disconnect();
    },
  };
}

async function orTranslated<Value>(answer: Promise<Value>): Promise<Value> {
  try {
    return await answer;
  } catch (error) {
    throw translateRedisError(error);
  }
}

function contextText(context: object): string {
  return Object.keys(context).length ? JSON.stringify(context) : '';
}

/** A key's name may hold anything, and is not for others to read in Redis. */
function digest(tenant: string, name: string): string {
  return createHash('sha256')
    .update(JSON.stringify([tenant, name]))
    .digest('base64url');
}
