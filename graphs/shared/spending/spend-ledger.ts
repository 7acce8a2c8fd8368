import { randomUUID } from 'node:crypto';
import type { AIMessage } from '@langchain/core/messages';
import type { BaseStore } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import { conversationContext } from '../conversation-state.ts';
import type { NodeRuntime } from '../crew-tools.ts';
import type { ModelPrice } from './model-prices.ts';

/** Money is in the currency of the prices; 0 for a model without a price. */
export interface Spent {
  tokens: number;
  money: number;
}

/** What one answer of a model used, for those who count it elsewhere. */
export interface ModelUse {
  tenant: string;
  /** The crew's node in which the model was asked. */
  crew: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
  money: number;
}

export type SpendPeriod = 'conversation' | 'day' | 'month';

/** Counts what the models cost, by conversation, and by day and month of each tenant. */
export interface SpendLedger {
  /** Adds what these answers of a model cost. */
  record(
    runtime: NodeRuntime,
    answers: readonly Pick<AIMessage, 'usage_metadata' | 'response_metadata'>[],
  ): Promise<void>;
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

  return {
    async record(runtime, answers) {
      const { store } = runtime;
      for (const answer of answers) {
        if (answer.usage_metadata) onUse(useOf(runtime, answer, prices));
      }
      const more = sum(answers.map((answer) => costOf(answer, prices)));
      if (!store || more.tokens === 0) return;
      const written = last.then(() => write(store, runtime, more));
      last = written.catch(() => undefined); // it fails its own caller, not the next one
      await written;
    },

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

function useOf(
  runtime: NodeRuntime,
  answer: Pick<AIMessage, 'usage_metadata' | 'response_metadata'>,
  prices: ReadonlyMap<string, ModelPrice>,
): ModelUse {
  const namespace = String(runtime.configurable?.checkpoint_ns ?? '');
  return {
    tenant: conversationContext.parse(runtime.context ?? {}).tenant,
    crew: namespace.split(':')[0] || 'customer-service',
    model: String(answer.response_metadata?.model_name ?? 'unknown'),
    inputTokens: answer.usage_metadata?.input_tokens ?? 0,
    outputTokens: answer.usage_metadata?.output_tokens ?? 0,
    money: costOf(answer, prices).money,
  };
}

/** From the usage that the provider reported with the answer. */
function costOf(
  { usage_metadata: usage, response_metadata }: Pick<AIMessage, 'usage_metadata' | 'response_metadata'>,
  prices: ReadonlyMap<string, ModelPrice>,
): Spent {
  if (!usage) return nothing;
  const price = priceOf(String(response_metadata?.model_name ?? ''), prices);
  const money = (usage.input_tokens * price.input + usage.output_tokens * price.output) / 1_000_000;
  return { tokens: usage.input_tokens + usage.output_tokens, money };
}

/** Providers answer with a dated name (`gpt-4.1-mini-2025-04-14`): the longest name that it begins with counts. */
function priceOf(model: string, prices: ReadonlyMap<string, ModelPrice>): ModelPrice {
  const names = [...prices.keys()].filter((name) => model.startsWith(name));
  const [best] = names.sort((left, right) => right.length - left.length);
  return (best !== undefined && prices.get(best)) || { input: 0, output: 0 };
}
