import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { messagesStateReducer } from '@langchain/langgraph';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadBusinessProfile } from '#config/business-profile.ts';
import type { NodeRuntime } from '../shared/crew-tools.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { recentMessages, summaryId } from '../shared/messages.ts';
import { startModel } from '../testing/start-model.ts';
import { condense, isLong } from './nodes/condense.ts';
import { afterRemembering } from './routes.ts';
import type { CustomerServiceState } from './state.ts';

let model: Awaited<ReturnType<typeof startModel>>;
beforeAll(async () => {
  model = await startModel(() => ({ content: 'Quer 2 trenas; pedido S00042 confirmado. <b>' }));
});
afterAll(() => model.close());
beforeEach(() => model.faults.clear());

const talk = (length: number): BaseMessage[] =>
  Array.from({ length }, (_, index) =>
    index % 2 === 0
      ? new HumanMessage({ id: `h${index}`, content: `pergunta ${index}` })
      : new AIMessage({ id: `a${index}`, content: `resposta ${index}` }),
  );
const stateOf = (messages: BaseMessage[]) =>
  ({ messages, language: null }) as unknown as CustomerServiceState;
const run = async (messages: BaseMessage[]) => {
  const dependencies = { model: model.chat, business: loadBusinessProfile('the example') };
  const node = condense(dependencies as unknown as GraphDependencies);
  const change = await node(stateOf(messages), {} as NodeRuntime);
  return messagesStateReducer(messages, change.messages ?? []);
};

test('only a long thread is shortened', () => {
  expect([60, 61].map((length) => isLong(stateOf(talk(length))))).toEqual([false, true]);
  expect(afterRemembering(stateOf(talk(61)))).toBe('condense');
  expect(afterRemembering(stateOf(talk(2)))).toBe('__end__');
});

test('its beginning becomes a summary in front, its end stays as it was', async () => {
  const messages = talk(61);
  const [summary, ...kept] = await run(messages);
  expect(summary).toMatchObject({ id: summaryId });
  expect(summary?.text).toMatch(
    /^<conversation_summary>\n"Quer 2 trenas; .*\\u003cb>"\n<\/conversation_summary>$/,
  );
  expect(kept.map(({ id }) => id)).toEqual(messages.slice(-24).map(({ id }) => id));
});

test('a later summary is made of the earlier one as well', async () => {
  const once = await run(talk(61));
  const twice = await run([
    ...once,
    ...talk(61).map((message, index) => Object.assign(message, { id: `n${index}` })),
  ]);
  expect(JSON.stringify(model.requests.at(-1)?.body)).toContain('conversation_summary');
  expect(twice).toHaveLength(25);
  expect(twice.filter(({ id }) => id === summaryId)).toHaveLength(1);
});

test('what models are shown begins with the summary', async () => {
  const shown = recentMessages(await run(talk(61)));
  expect(shown[0]?.id).toBe(summaryId);
  expect(shown).toHaveLength(21);
});

test('a model that fails leaves the thread as it is', async () => {
  model.faults.next('server_error');
  const messages = talk(61);
  expect(await run(messages)).toEqual(messages);
});
