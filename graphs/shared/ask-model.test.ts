import { HumanMessage } from '@langchain/core/messages';
import { InMemoryStore } from '@langchain/langgraph-checkpoint';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { startModel } from '../testing/start-model.ts';
import { askForData, askForText, asUpstream } from './ask-model.ts';
import type { NodeRuntime } from './crew-tools.ts';
import { createSpendLedger } from './spending/spend-ledger.ts';

const answer = z.object({ word: z.string() });
let first: Awaited<ReturnType<typeof startModel>>;
let second: Awaited<ReturnType<typeof startModel>>;
beforeAll(async () => {
  first = await startModel(({ toolChoice }) =>
    typeof toolChoice === 'object'
      ? { toolCalls: [{ name: toolChoice.name, arguments: { word: 'um' } }] }
      : { content: ' um ' },
  );
  second = await startModel(() => ({ content: 'dois' }));
});
afterAll(() => Promise.all([first.close(), second.close()]));
beforeEach(() => {
  first.faults.clear();
  second.faults.clear();
});

const runtime = { configurable: { thread_id: 't' } } as unknown as NodeRuntime;
const question = { system: 'Responda.', messages: [new HumanMessage('oi')] };
const models = () => ({ model: first.chat });

test('a text, without the blanks around it', async () => {
  expect(await askForText(models(), runtime, question)).toBe('um');
});

test('data of the form that was asked for', async () => {
  expect(await askForData(models(), runtime, { ...question, name: 'word', answer })).toEqual({ word: 'um' });
});

test('data of another form is an error of the model, which may pass', async () => {
  const other = z.object({ number: z.number() });
  await expect(
    askForData(models(), runtime, { ...question, name: 'word', answer: other }),
  ).rejects.toMatchObject({
    code: 'model_answer',
    retryable: true,
  });
});

describe('the second model', () => {
  const both = () => ({ model: first.chat, fallbackModel: second.chat });

  test.each(['server_error', 'rate_limit', 'quota'] as const)('answers after %s', async (fault) => {
    first.faults.next(fault);
    expect(await askForText(both(), runtime, question)).toBe('dois');
  });
  test('is not asked while the first one answers', async () => {
    const before = second.requests.length;
    await askForText(both(), runtime, question);
    expect(second.requests.length).toBe(before);
  });
  test('may be down as well', async () => {
    first.faults.next('server_error');
    second.faults.next('server_error');
    await expect(askForText(both(), runtime, question)).rejects.toMatchObject({ code: 'model_failed' });
  });
});

test('what an answer costs is counted', async () => {
  const spending = createSpendLedger(new Map());
  const counted = { ...runtime, store: new InMemoryStore() } as NodeRuntime;
  await askForText({ ...models(), spending }, counted, question);
  const { tokens: ofText } = (await spending.spent(counted)).conversation;
  await askForData({ ...models(), spending }, counted, { ...question, name: 'word', answer });
  const { tokens: ofBoth } = (await spending.spent(counted)).conversation;
  expect(ofText).toBeGreaterThan(0);
  expect(ofBoth).toBeGreaterThan(ofText);
});

test('a library that fails is a model that did not answer; errors of ours and cancellations stay', async () => {
  await expect(asUpstream(Promise.reject(new TypeError('x')))).rejects.toMatchObject({
    code: 'model_unavailable',
  });
  await expect(asUpstream(Promise.reject(new InputError('x')))).rejects.toBeInstanceOf(InputError);
  const wrapped = new Error('middleware', { cause: new InputError('y') });
  await expect(asUpstream(Promise.reject(wrapped))).rejects.toThrow('y');
  const cancelled = new DOMException('x', 'AbortError');
  await expect(asUpstream(Promise.reject(cancelled))).rejects.toBe(cancelled);
});
