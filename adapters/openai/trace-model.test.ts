import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxOpenAi, startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { countUpstreamRequests } from '#telemetry/testing/count-upstream-requests.ts';
import { inSpan } from '#telemetry/tracing/span.ts';
import { type RecordedSpans, recordSpans } from '#telemetry/tracing/testing/record-spans.ts';
import { createChatModel } from './create-chat-model.ts';
import { createEmbedder } from './create-embedder.ts';
import { modelSpan } from './trace-model.ts';

let sandbox: SandboxOpenAi;
let recorded: RecordedSpans;
beforeEach(async () => {
  sandbox = await startSandboxOpenAi();
  recorded = recordSpans();
});
afterEach(async () => {
  recorded.stop();
  await sandbox.close();
});

const settings = () => ({
  apiKey: sandbox.apiKey,
  baseUrl: sandbox.url,
  model: 'demo-model',
  timeoutSeconds: 5,
});
const chatSpan = () => recorded.ended().find(({ name }) => name === 'chat demo-model');
const inNode = <Result>(work: () => Promise<Result>) => inSpan(() => ({ name: 'node' }), work);

test('without tracing answers are timed alone, by how they ended', async () => {
  recorded.stop();
  const count = (outcome: string) => countUpstreamRequests({ upstream: 'model', operation: 'chat', outcome });
  const [answered, failed] = [await count('ok'), await count('model_failed')];
  await createChatModel(settings()).invoke('oi');
  sandbox.faults.next('server_error');
  await expect(createChatModel({ ...settings(), retries: 0 }).invoke('oi')).rejects.toThrow();
  expect(await count('ok')).toBe(answered + 1);
  expect(await count('model_failed')).toBe(failed + 1);
  expect(recorded.ended()).toEqual([]);
});

describe('an answer of a chat model', () => {
  const whole = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'demo-model',
    'gen_ai.request.temperature': 0,
    'gen_ai.usage.input_tokens': expect.any(Number),
    'gen_ai.usage.output_tokens': expect.any(Number),
    'server.address': '127.0.0.1',
  };

  test('is a span within the node that asked, with model and tokens', async () => {
    await inNode(() => createChatModel(settings()).invoke('oi'));
    expect(recorded.path('chat demo-model')).toEqual(['chat demo-model', 'node']);
    expect(chatSpan()).toMatchObject({
      kind: 2,
      attributes: { ...whole, 'gen_ai.response.finish_reasons': ['stop'] },
    });
  });

  test('that comes as a stream is one, too', async () => {
    await inNode(async () => {
      for await (const _ of await createChatModel(settings()).stream('uma frase'));
    });
    expect(chatSpan()?.attributes).toMatchObject(whole);
  });

  test('says nothing of what was said', async () => {
    await inNode(() => createChatModel(settings()).invoke('sou a Maria'));
    expect(JSON.stringify(chatSpan()?.attributes)).not.toContain('Maria');
    expect(chatSpan()?.events).toEqual([]);
  });

  test('that fails is a failed span, by the code of the failure', async () => {
    sandbox.faults.next('server_error', 10);
    await expect(inNode(() => createChatModel({ ...settings(), retries: 0 }).invoke('oi'))).rejects.toThrow();
    expect(chatSpan()?.attributes['error.type']).toMatch(/^model_/);
  });
});

test('embeddings are a span where they are asked for within other work', async () => {
  const embedder = await createEmbedder(settings());
  expect(recorded.ended()).toEqual([]); // the question at the start belongs to nobody
  await inNode(() => embedder.embed(['trena'], new AbortController().signal));
  expect(recorded.path('embeddings demo-model')).toEqual(['embeddings demo-model', 'node']);
});

test('a model that there is not is a failed request for embeddings', async () => {
  const count = () =>
    countUpstreamRequests({ upstream: 'model', operation: 'embeddings', outcome: 'model_not_found' });
  const before = await count();
  const unknown = createEmbedder({ ...settings(), model: 'gpt-0' });
  await expect(unknown).rejects.toMatchObject({ code: 'model_not_found' });
  expect(await count()).toBe(before + 1);
});

test('an address that is none does not get in the way', () => {
  expect(modelSpan('chat', 'm', 'nowhere').attributes['server.address']).toBe('');
});
