import { tool } from '@langchain/core/tools';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AccessError, InputError, LimitError, NotFoundError, UpstreamError } from '#errors/errors.ts';
import { type SandboxOpenAi, startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { createChatModel } from './create-chat-model.ts';
import type { ModelSettings } from './port.ts';

let sandbox: SandboxOpenAi;
beforeEach(async () => {
  sandbox = await startSandboxOpenAi();
});
afterEach(() => sandbox.close());

function chatModel(settings: Partial<ModelSettings> = {}) {
  return createChatModel({
    apiKey: sandbox.apiKey,
    baseUrl: sandbox.url,
    model: 'demo-model',
    timeoutSeconds: 5,
    ...settings,
  });
}

describe('calls', () => {
  test('an answer, asked for at temperature 0', async () => {
    expect((await chatModel().invoke('oi')).text).toBe('oi');
    expect(sandbox.requests[0]?.body).toMatchObject({ model: 'demo-model', temperature: 0 });
  });

  test.each(['o3-mini', 'gpt-5-mini', 'openai/gpt-5'])('%s, which reasons, sets its own', async (model) => {
    await expect(chatModel({ model }).invoke('oi')).rejects.toBeInstanceOf(NotFoundError);
    expect(sandbox.requests[0]?.body).not.toHaveProperty('temperature');
  });

  test('bound tools and structured output pass through', async () => {
    const search = tool(async () => '', { name: 'search', schema: z.object({}) });
    const reply = await chatModel().bindTools([search], { tool_choice: 'required' }).invoke('oi');
    expect(reply.tool_calls).toMatchObject([{ name: 'search', args: {} }]);
  });

  test('a stream', async () => {
    let text = '';
    for await (const chunk of await chatModel().stream('uma frase inteira')) text += chunk.text;
    expect(text).toBe('uma frase inteira');
  });
});

describe('what passes is tried again', () => {
  test.each(['rate_limit', 'server_error'] as const)('after %s', async (fault) => {
    sandbox.faults.next(fault);
    expect((await chatModel().invoke('oi')).text).toBe('oi');
    expect(sandbox.requests).toHaveLength(2);
  });

  test('at most as often as set', async () => {
    sandbox.faults.next('server_error', 5);
    await expect(chatModel({ retries: 1 }).invoke('oi')).rejects.toBeInstanceOf(UpstreamError);
    expect(sandbox.requests).toHaveLength(2);
  });
});

describe('failures are errors of this project, without the words of the provider', () => {
  test('a refused key names the setting', async () => {
    const failure = chatModel({ apiKey: 'sk-wrong' }).invoke('oi');
    await expect(failure).rejects.toBeInstanceOf(AccessError);
    await expect(failure).rejects.toMatchObject({
      message: 'The model provider refused the key (401, invalid_api_key).',
      fix: expect.stringContaining('OPENAI_API_KEY'),
      cause: expect.objectContaining({ status: 401 }),
    });
  });

  test('an unknown model', async () => {
    await expect(chatModel({ model: 'gpt-0' }).invoke('oi')).rejects.toMatchObject({
      code: 'model_not_found',
      fix: expect.stringContaining('OPENAI_MODEL'),
    });
  });

  test('a refused request', async () => {
    const failure = chatModel().invoke([]);
    await expect(failure).rejects.toBeInstanceOf(InputError);
    await expect(failure).rejects.toMatchObject({ retryable: false });
  });

  test('used-up credit is not retryable, a rate limit is', async () => {
    sandbox.faults.next('quota');
    const quota = chatModel({ retries: 0 }).invoke('oi');
    await expect(quota).rejects.toBeInstanceOf(LimitError);
    await expect(quota).rejects.toMatchObject({ code: 'model_quota', retryable: false });
    sandbox.faults.next('rate_limit');
    await expect(chatModel({ retries: 0 }).invoke('oi')).rejects.toMatchObject({
      code: 'model_rate_limit',
      retryable: true,
    });
  });

  test('silence ends at the time-out and is not waited for twice', async () => {
    sandbox.faults.next('hang', 3);
    const start = performance.now();
    await expect(chatModel({ timeoutSeconds: 1 }).invoke('oi')).rejects.toMatchObject({
      code: 'model_timeout',
      retryable: true,
    });
    expect(performance.now() - start).toBeLessThan(1_900);
    expect(sandbox.requests).toHaveLength(1);
  });

  test('nobody at the address, and an answer that breaks off', async () => {
    await expect(
      chatModel({ baseUrl: 'http://127.0.0.1:1/v1', retries: 0 }).invoke('oi'),
    ).rejects.toMatchObject({
      code: 'model_unreachable',
    });
    sandbox.faults.next('cut_stream');
    await expect(chatModel({ retries: 0 }).invoke('oi')).rejects.toMatchObject({ code: 'model_unreachable' });
  });

  test('a cancelled call stays an AbortError', async () => {
    sandbox.faults.next('hang');
    const failure = chatModel().invoke('oi', { signal: AbortSignal.timeout(100) });
    await expect(failure).rejects.toSatisfy((error: Error) =>
      /abort|timeout/i.test(error.name + error.message),
    );
  });
});
