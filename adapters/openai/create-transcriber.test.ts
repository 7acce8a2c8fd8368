import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccessError, LimitError, NotFoundError, UpstreamError } from '#errors/errors.ts';
import { type SandboxOpenAi, startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { createTranscriber } from './create-transcriber.ts';
import type { ModelSettings } from './port.ts';

let sandbox: SandboxOpenAi;
beforeEach(async () => {
  sandbox = await startSandboxOpenAi();
});
afterEach(() => sandbox.close());

const signal = new AbortController().signal;
/** In the stand-in a recording holds its words as plain text. */
const recording = (words: string, type = 'audio/ogg; codecs=opus') => ({
  bytes: new TextEncoder().encode(words),
  type,
});
const transcriber = (settings: Partial<ModelSettings> = {}) =>
  createTranscriber({
    apiKey: sandbox.apiKey,
    baseUrl: sandbox.url,
    model: 'demo-model',
    timeoutSeconds: 5,
    retries: 1,
    ...settings,
  });

test('a recording becomes its words', async () => {
  const { text } = await transcriber().transcribe(recording(' quero dois martelos '), signal);
  expect(text).toBe('quero dois martelos');
  expect(sandbox.requests[0]?.path).toBe('/v1/audio/transcriptions');
});

test.each(['audio/ogg; codecs=opus', 'audio/mpeg', 'audio/mp4', 'audio/wav', 'application/octet-stream', ''])(
  'of the type "%s", by a name that the provider knows',
  async (type) => {
    expect(await transcriber().transcribe(recording('oi', type), signal)).toMatchObject({ text: 'oi' });
  },
);

test('one without words is an empty text', async () => {
  const noise = { bytes: new Uint8Array([0xff, 0xfe, 0x80, 0x81]), type: 'audio/ogg' };
  expect(await transcriber().transcribe(noise, signal)).toMatchObject({ text: '' });
});

describe('what it costs is told', () => {
  test('in seconds, by a model that is billed by time', async () => {
    const { usage } = await transcriber().transcribe(recording('oi'), signal);
    expect(usage).toEqual({ inputTokens: 0, outputTokens: 0, seconds: 1 });
  });
  test.each([
    [
      'in tokens, by one that is billed by them',
      { type: 'tokens', input_tokens: 14, output_tokens: 45, total_tokens: 59 },
      { inputTokens: 14, outputTokens: 45 },
    ],
    ['not at all, by other providers', undefined, undefined],
    ['in a form that is not known', { type: 'minutes', minutes: 1 }, undefined],
  ])('%s', async (_, usage, expected) => {
    const provider = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ text: 'oi', usage }));
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`;
    const transcript = await transcriber({ baseUrl }).transcribe(recording('oi'), signal);
    expect(transcript).toEqual({ text: 'oi', usage: expected });
    provider.close();
  });
});

describe('what passes is tried again, with the same recording', () => {
  test.each(['rate_limit', 'server_error'] as const)('after %s', async (fault) => {
    sandbox.faults.next(fault);
    expect(await transcriber().transcribe(recording('oi'), signal)).toMatchObject({ text: 'oi' });
    expect(sandbox.requests).toHaveLength(2);
  });
});

describe('failures are errors of this project', () => {
  test('a refused key', async () => {
    const failure = transcriber({ apiKey: 'sk-wrong' }).transcribe(recording('oi'), signal);
    await expect(failure).rejects.toBeInstanceOf(AccessError);
  });
  test('an unknown model', async () => {
    const failure = transcriber({ model: 'whisper-0' }).transcribe(recording('oi'), signal);
    await expect(failure).rejects.toBeInstanceOf(NotFoundError);
  });
  test('a credit that is used up', async () => {
    sandbox.faults.next('quota', 2);
    await expect(transcriber().transcribe(recording('oi'), signal)).rejects.toBeInstanceOf(LimitError);
  });
  test('a provider that is down, or slow', async () => {
    sandbox.faults.next('server_error', 2);
    await expect(transcriber().transcribe(recording('oi'), signal)).rejects.toBeInstanceOf(UpstreamError);
    sandbox.faults.next('hang');
    const slow = transcriber({ timeoutSeconds: 0.2 }).transcribe(recording('oi'), signal);
    await expect(slow).rejects.toMatchObject({ code: 'model_timeout' });
  });
});

test('the stand-in refuses what OpenAI refuses', async () => {
  const post = (form: FormData) =>
    fetch(`${sandbox.url}/audio/transcriptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.apiKey}` },
      body: form,
    });
  const form = new FormData();
  form.set('model', 'demo-model');
  expect((await post(form)).status).toBe(400);
  form.set('file', new Blob(['oi']), 'audio.txt');
  const refusal = (await (await post(form)).json()) as { error: { message: string } };
  expect(refusal.error.message).toMatch(/^Invalid file format/);
});
