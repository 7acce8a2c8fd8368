import { OpenAIEmbeddings } from '@langchain/openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embedText } from './embed-text.ts';
import { type SandboxOpenAi, startSandboxOpenAi } from './start-sandbox-openai.ts';

let sandbox: SandboxOpenAi;
beforeAll(async () => {
  sandbox = await startSandboxOpenAi();
});
afterAll(() => sandbox.close());

function embeddings(options: { dimensions?: number; encodingFormat?: 'float' | 'base64' } = {}) {
  return new OpenAIEmbeddings({
    apiKey: sandbox.apiKey,
    model: 'demo-model',
    maxRetries: 0,
    configuration: { baseURL: sandbox.url },
    ...options,
  });
}

function cosine(left: number[], right: number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

describe('over the API', () => {
  test('one vector for each text, in order, the same every time', async () => {
    const [first, second] = await embeddings().embedDocuments(['Camiseta azul', 'Caneca']);
    expect(first).toHaveLength(256);
    expect(await embeddings().embedQuery('Caneca')).toEqual(second);
    expect(first).not.toEqual(second);
  });

  test('base64 and numbers are the same vector, but for 32-bit precision', async () => {
    const numbers = await embeddings({ encodingFormat: 'float' }).embedQuery('Camiseta');
    const packed = await embeddings().embedQuery('Camiseta');
    expect(cosine(numbers, packed)).toBeCloseTo(1, 5);
  });

  test('dimensions are as asked', async () => {
    expect(await embeddings({ dimensions: 64 }).embedQuery('Camiseta')).toHaveLength(64);
  });

  test.each([[''], [[]], [[1, 2]], [undefined]])('input %j is 400', async (input) => {
    const response = await fetch(`${sandbox.url}/embeddings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'demo-model', input }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  test('another model is 404', async () => {
    const other = new OpenAIEmbeddings({
      apiKey: sandbox.apiKey,
      model: 'text-embedding-3-small',
      maxRetries: 0,
      configuration: { baseURL: sandbox.url },
    });
    await expect(other.embedQuery('x')).rejects.toMatchObject({ status: 404 });
  });
});

describe('embedText', () => {
  const close = (left: string, right: string) => cosine(embedText(left, 256), embedText(right, 256));

  test('has length 1, also for a text without letters', () => {
    for (const text of ['Camiseta azul', '', '!?'])
      expect(Math.hypot(...embedText(text, 256))).toBeCloseTo(1);
  });

  test('accents and case make no difference', () => {
    expect(close('Calça de algodão', 'CALCA DE ALGODAO')).toBeCloseTo(1);
  });

  test('a typing error is nearer than another product', () => {
    expect(close('camizeta azul', 'Camiseta azul')).toBeGreaterThan(0.5);
    expect(close('camizeta azul', 'Caneca de porcelana')).toBeLessThan(0.3);
  });
});
