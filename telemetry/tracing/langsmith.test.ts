import { LangChainTracer } from '@langchain/core/tracers/tracer_langchain';
import { expect, test } from 'vitest';
import { maskLangSmith, withoutWords } from './langsmith.ts';

test('a run goes out with its times and tokens, and without what was said', () => {
  const run = {
    id: '1',
    name: 'triage',
    inputs: { messages: ['sou a Maria'] },
    outputs: { reply: 'Oi, Maria' },
    error: 'asked with {"phone":"+5511999990000"}',
    extra: {
      metadata: { thread_id: 't', usage_metadata: { input_tokens: 7 }, note: 'maria@exemplo.com' },
      runtime: { library: 'langchain-js' },
      options: { context: { contact: { name: 'Maria' } } },
    },
    events: [{ name: 'new_token', time: 'now', kwargs: { token: 'Maria' } }],
  };
  expect(withoutWords(run)).toEqual({
    id: '1',
    name: 'triage',
    inputs: {},
    outputs: {},
    error: 'asked with {"phone":"[phone]"}',
    extra: {
      metadata: { thread_id: 't', usage_metadata: { input_tokens: 7 }, note: '[e-mail]' },
      runtime: { library: 'langchain-js' },
    },
    events: [{ name: 'new_token', time: 'now' }],
  });
});

test('what a run does not have is not made up', () => {
  expect(withoutWords({ id: '1' })).toEqual({ id: '1', inputs: {} });
});

test('every tracer of the process is masked, once', () => {
  const before = new LangChainTracer().client.createRun;
  maskLangSmith();
  const masked = new LangChainTracer().client.createRun;
  maskLangSmith();
  expect(masked).not.toBe(before);
  expect(new LangChainTracer().client.createRun).toBe(masked);
});

test('at the end it is not waited for longer than for a moment, nor for nothing', async () => {
  const started = performance.now();
  await maskLangSmith().flush();
  expect(performance.now() - started).toBeLessThan(4_000);
});
