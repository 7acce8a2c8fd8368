import { ChatOpenAI } from '@langchain/openai';
import { expect, test } from 'vitest';
import { startSandboxOpenAi } from './start-sandbox-openai.ts';

test('the address ends in /v1, on loopback; the models are listed', async () => {
  const sandbox = await startSandboxOpenAi();
  expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  const response = await fetch(`${sandbox.url}/models`, {
    headers: { authorization: `Bearer ${sandbox.apiKey}` },
  });
  expect(await response.json()).toMatchObject({ data: [{ id: 'demo-model', owned_by: 'mcp-first' }] });
  await sandbox.close();
});

test('without a policy it says the last words again, and remembers what it was asked', async () => {
  const sandbox = await startSandboxOpenAi();
  const model = new ChatOpenAI({
    apiKey: sandbox.apiKey,
    model: 'demo-model',
    configuration: { baseURL: sandbox.url },
  });
  expect((await model.invoke('quero 2')).text).toBe('quero 2');
  expect(sandbox.requests).toMatchObject([
    { method: 'POST', path: '/v1/chat/completions', body: { model: 'demo-model' } },
  ]);
  await sandbox.close();
});

test('the model can take its time, and another time than it began with', async () => {
  const sandbox = await startSandboxOpenAi({ delayMs: 150 });
  const ask = async () => {
    const start = performance.now();
    await fetch(`${sandbox.url}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'demo-model', messages: [{ role: 'user', content: 'oi' }] }),
    });
    return performance.now() - start;
  };
  expect(await ask()).toBeGreaterThan(140);
  sandbox.setDelay(600);
  expect(await ask()).toBeGreaterThan(590);
  await sandbox.close();
});

test('closing cuts a hanging answer and frees the port', async () => {
  const sandbox = await startSandboxOpenAi();
  sandbox.faults.next('hang');
  const hanging = fetch(`${sandbox.url}/embeddings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
    body: '{}',
  });
  const ended = expect(hanging).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await sandbox.close();
  await ended;
  await expect(fetch(`${sandbox.url}/models`)).rejects.toThrow();
});
