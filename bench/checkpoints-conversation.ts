import { randomUUID } from 'node:crypto';
import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import type { RunnableConfig } from '@langchain/core/runnables';
import { type BaseCheckpointSaver, type Checkpoint, uuid6 } from '@langchain/langgraph-checkpoint';

/** Any saver, also one from another copy of the LangGraph packages. */
export type AnySaver = Pick<BaseCheckpointSaver, 'getTuple' | 'put' | 'putWrites' | 'getNextVersion'>;

/** Where a conversation stands. */
export interface Conversation {
  config: RunnableConfig;
  messages: BaseMessage[];
  versions: Record<string, number>;
  step: number;
}

export function newConversation(): Conversation {
  return {
    config: { configurable: { thread_id: randomUUID(), checkpoint_ns: '' } },
    messages: [],
    versions: {},
    step: -1,
  };
}

/** A customer's line, as long as they are on WhatsApp. */
export function humanMessage(n: number): HumanMessage {
  return new HumanMessage({
    id: randomUUID(),
    content: `Oi, vocês têm esse tênis no tamanho ${n}? Quanto custa? `,
  });
}

/** An answer of 600 characters with what a model's API returns beside it. */
export function modelMessage(n: number): AIMessage {
  return new AIMessage({
    id: `chatcmpl-${randomUUID()}`,
    content: `Temos sim! O modelo ${n} está disponível em azul e preto, e chega em três dias. `
      .repeat(8)
      .slice(0, 600),
    response_metadata: {
      tokenUsage: { promptTokens: 812, completionTokens: 96, totalTokens: 908 },
      finish_reason: 'stop',
      model_name: 'gpt-4o-mini-2024-07-18',
      system_fingerprint: 'fp_0f03d4f0ee',
    },
    usage_metadata: { input_tokens: 812, output_tokens: 96, total_tokens: 908 },
  });
}

/**
 * One turn, with the calls that LangGraph makes of a graph with one node: three checkpoints, and the writes of
 * two tasks.
 */
export async function takeTurn(saver: AnySaver, conversation: Conversation, n: number): Promise<void> {
  const human = humanMessage(n);
  await putStep(saver, conversation, 'input', { __start__: { messages: [human] } });
  await saver.putWrites(
    conversation.config,
    [
      ['messages', [human]],
      ['branch:to:agent', null],
    ],
    randomUUID(),
    '~__pregel_pull, __start__',
  );
  conversation.messages = [...conversation.messages, human];
  await putStep(saver, conversation, 'loop', { messages: conversation.messages, 'branch:to:agent': null });
  const answer = modelMessage(n);
  await saver.putWrites(conversation.config, [['messages', [answer]]], randomUUID(), '~__pregel_pull, agent');
  conversation.messages = [...conversation.messages, answer];
  await putStep(saver, conversation, 'loop', { messages: conversation.messages });
}

/** Saves the next checkpoint: `changed` has new versions, the messages are there in any case. */
export async function putStep(
  saver: AnySaver,
  conversation: Conversation,
  source: 'input' | 'loop',
  changed: Record<string, unknown>,
): Promise<void> {
  conversation.config = await saver.put(...nextCheckpoint(saver, conversation, source, changed));
}

/** What LangGraph hands to `put` for it. */
export function nextCheckpoint(
  saver: AnySaver,
  conversation: Conversation,
  source: 'input' | 'loop',
  changed: Record<string, unknown>,
): Parameters<AnySaver['put']> {
  const newVersions: Record<string, number> = {};
  const highest = Math.max(0, ...Object.values(conversation.versions));
  for (const channel of Object.keys(changed))
    newVersions[channel] = saver.getNextVersion(highest || undefined);
  conversation.versions = { ...conversation.versions, ...newVersions };
  conversation.step += 1;
  const checkpoint: Checkpoint = {
    v: 4,
    id: uuid6(conversation.step),
    ts: new Date().toISOString(),
    channel_values: { messages: conversation.messages, ...changed },
    channel_versions: conversation.versions,
    versions_seen: {
      __input__: {},
      __start__: { __start__: conversation.versions.__start__ ?? 0 },
      agent: { 'branch:to:agent': conversation.versions['branch:to:agent'] ?? 0 },
    },
  };
  const metadata = { source, step: conversation.step, parents: {} };
  return [conversation.config, checkpoint, metadata, newVersions];
}
