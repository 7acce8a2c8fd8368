import { randomUUID } from 'node:crypto';
import type { BaseStore } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import { conversationContext } from '../conversation-state.ts';
import type { NodeRuntime } from '../crew-tools.ts';
import type { ModelPrice } from './model-prices.ts';
import { type MeteredAnswer, type ModelUsage, usageOf } from './model-usage.ts';

/** Money is in the currency of the prices; 0 for a model without a price. */
export interface Spent {
  tokens: number;
  money: number;
}

/** What one answer of a model used, for those who count it elsewhere. */
export interface ModelUse extends ModelUsage {
  tenant: string;
  /** The crew's node in which the model was asked. */
  crew: string;
  money: number;
}

export type SpendPeriod = 'conversation' | 'day' | 'month';

/** Counts what the models cost, by conversation, and by day and month of each tenant. */
export interface SpendLedger {
  /** Adds what these answers of a model cost. */
  record(runtime: NodeRuntime, answers: readonly MeteredAnswer[]): Promise<void>;
  /** Adds what was used outside of a chat, such as by a transcript. */
  recordUsage(runtime: NodeRuntime, usages: readonly ModelUsage[]): Promise<void>;
  spent(runtime: NodeRuntime): Promise<Record<SpendPeriod, Spent>>;
}

const nothing: Spent = { tokens: 0, money: 0 };
const spentSchema = z.object({ tokens: z.number(), money: z.number() });
/** More replicas than that, restarts included, in a month are not summed up. */
const mostShards = 1_000;

/**
 * The counters are in the graph's own store. A store cannot add to a value that another process may be adding to
 * as well, so each process has its own share of a tenant's day and month, and these are summed up for reading; of
 * a conversation one process at a time takes a turn.
 */
export function createSpendLedger(
  prices: ReadonlyMap<string, ModelPrice>,
  now: () => Date = () => new Date(),
  onUse: (use: ModelUse) => void = () => undefined,
): SpendLedger {
  const shard = randomUUID();
  const shares = new Map<string, Spent>();
  /** One at a time, so that none is lost between reading and writing. */
  let last: Promise<unknown> = Promise.resolve();

  const forgetBefore = (date: string) => {
    for (const name of shares.keys()) {
      if (!name.endsWith(`\n${date}`) && !name.endsWith(`\n${date.slice(0, 7)}`)) shares.delete(name);
    }
  };

  const addToShare = (namespace: string[], more: Spent) => {
    const name = namespace.join('\n');
    const total = sum([shares.get(name) ?? nothing, more]);
    shares.set(name, total);
    return { ...total };
  };

  const write = async (store: BaseStore, runtime: NodeRuntime, more: Spent) => {
    const { conversation, day, month } = namespacesOf(runtime, now());
    const thread = threadOf(runtime);
    const before = await read(store, conversation, thread);
    forgetBefore(day.at(-1) ?? '');
    // A graph's store sends what is put at once as one batch.
    await Promise.all([
      store.put(conversation, thread, { ...sum([before, more]) }),
      store.put(day, shard, addToShare(day, more)),
      store.put(month, shard, addToShare(month, more)),
    ]);
  };

  const recordUsage = async (runtime: NodeRuntime, usages: readonly ModelUsage[]) => {
    const { store } = runtime;
    for (const usage of usages) onUse(useOf(runtime, usage, prices));
    const more = sum(usages.map((usage) => costOf(usage, prices)));
    if (!store || (more.tokens === 0 && more.money === 0)) return;
    const written = last.then(() => write(store, runtime, more));
    last = written.catch(() => undefined); // it fails its own caller, not the next one
    await written;
  };

  return {
    recordUsage,
    record: (runtime, answers) =>
      recordUsage(
        runtime,
        answers.flatMap((answer) => usageOf(answer) ?? []),
      ),

    async spent(runtime) {
      const { store } = runtime;
      if (!store) return { conversation: nothing, day: nothing, month: nothing };
      const { conversation, day, month } = namespacesOf(runtime, now());
      const [ofConversation, ofDay, ofMonth] = await Promise.all([
        read(store, conversation, threadOf(runtime)),
        sumOf(store, day),
        sumOf(store, month),
      ]);
      return { conversation: ofConversation, day: ofDay, month: ofMonth };
    },
  };
}

function namespacesOf(runtime: NodeRuntime, now: Date): Record<SpendPeriod, string[]> {
  const { tenant } = conversationContext.parse(runtime.context ?? {});
  const date = now.toISOString();
  return {
    conversation: [tenant, 'spend', 'conversations'],
    day: [tenant, 'spend', 'days', date.slice(0, 10)],
    month: [tenant, 'spend', 'months', date.slice(0, 7)],
  };
}

function threadOf({ configurable }: NodeRuntime): string {
  return String(configurable?.thread_id ?? 'none');
}

async function read(store: BaseStore, namespace: string[], key: string): Promise<Spent> {
  const item = await store.get(namespace, key);
  return spentSchema.safeParse(item?.value).data ?? nothing;
}

async function sumOf(store: BaseStore, namespace: string[]): Promise<Spent> {
  const items = await store.search(namespace, { limit: mostShards });
  return sum(items.map(({ value }) => spentSchema.safeParse(value).data ?? nothing));
}

function sum(all: readonly Spent[]): Spent {
  return all.reduce(
    (total, each) => ({ tokens: total.tokens + each.tokens, money: total.money + each.money }),
    nothing,
  );
}

function useOf(runtime: NodeRuntime, usage: ModelUsage, prices: ReadonlyMap<string, ModelPrice>): ModelUse {
  const namespace = String(runtime.configurable?.checkpoint_ns ?? '');
  return {
    ...usage,
    tenant: conversationContext.parse(runtime.context ?? {}).tenant,
    crew: namespace.split(':')[0] || 'customer-service',
    money: costOf(usage, prices).money,
  };
}

/** Time is priced as input: a million seconds in place of a million tokens. */
function costOf(
  { model, inputTokens, outputTokens, seconds = 0 }: ModelUsage,
  prices: ReadonlyMap<string, ModelPrice>,
): Spent {
  const price = priceOf(model, prices);
  const money = ((inputTokens + seconds) * price.input + outputTokens * price.output) / 1_000_000;
  return { tokens: inputTokens + outputTokens, money };
}

/** Providers answer with a dated name (`gpt-4.1-mini-2025-04-14`): the longest name that it begins with counts. */
function priceOf(model: string, prices: ReadonlyMap<string, ModelPrice>): ModelPrice {
  const names = [...prices.keys()].filter((name) => model.startsWith(name));
  const [best] = names.sort((left, right) => right.length - left.length);
  return (best !== undefined && prices.get(best)) || { input: 0, output: 0 };
}
