import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxOpenAi, startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { createMetrics } from '#telemetry/metrics.ts';
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

/** How many requests to models this process has made. */
async function requests(operation: string, outcome: string): Promise<number> {
  const text = await createMetrics('test').registry.metrics();
  const line = text
    .split('\n')
    .find(
      (each) =>
        each.startsWith('upstream_request_seconds_count{') &&
        ['upstream="model"', `operation="${operation}"`, `outcome="${outcome}"`].every((label) =>
          each.includes(label),
        ),
    );
  return Number(line?.slice(line.lastIndexOf(' ')) ?? 0);
}

test('without tracing answers are timed alone, by how they ended', async () => {
  recorded.stop();
  const [before, failedBefore] = [await requests('chat', 'ok'), await requests('chat', 'model_failed')];
  await createChatModel(settings()).invoke('oi');
  sandbox.faults.next('server_error');
  await expect(createChatModel({ ...settings(), retries: 0 }).invoke('oi')).rejects.toThrow();
  expect(await requests('chat', 'ok')).toBe(before + 1);
  expect(await requests('chat', 'model_failed')).toBe(failedBefore + 1);
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

test('an address that is none does not get in the way', () => {
  expect(modelSpan('chat', 'm', 'nowhere').attributes['server.address']).toBe('');
});
