import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccessError, UpstreamError } from '#errors/errors.ts';
import { type SandboxOpenAi, startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { createEmbedder } from './create-embedder.ts';
import type { ModelSettings } from './port.ts';

let sandbox: SandboxOpenAi;
beforeEach(async () => {
  sandbox = await startSandboxOpenAi();
});
afterEach(() => sandbox.close());

const never = new AbortController().signal;
const settings = (changes: Partial<ModelSettings> = {}): ModelSettings => ({
  apiKey: sandbox.apiKey,
  baseUrl: sandbox.url,
  model: 'demo-model',
  timeoutSeconds: 5,
  ...changes,
});

/** A provider that answers everything with this. */
async function withProvider(status: number, body: string, use: (baseUrl: string) => Promise<void>) {
  const server = createServer((_request, response) => void response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  try {
    await use(`http://127.0.0.1:${port}/v1`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('vectors', () => {
  test('the length is found out once, at the start', async () => {
    const embedder = await createEmbedder(settings());
    expect(embedder).toMatchObject({ model: 'demo-model', dimensions: 256 });
    expect(sandbox.requests).toHaveLength(1);
  });

  test('one for each text, in order; many texts go in batches', async () => {
    const embedder = await createEmbedder(settings());
    const texts = Array.from({ length: 300 }, (_, index) => `produto ${index}`);
    const vectors = await embedder.embed(texts, never);
    expect(vectors).toHaveLength(300);
    expect(sandbox.requests).toHaveLength(1 + 3);
    expect((await embedder.embed(['produto 299'], never))[0]).toEqual(vectors[299]);
  });

  test('no text, no request', async () => {
    const embedder = await createEmbedder(settings());
    expect(await embedder.embed([], never)).toEqual([]);
    expect(sandbox.requests).toHaveLength(1);
  });
});

describe('failures', () => {
  test('what passes is tried again', async () => {
    sandbox.faults.next('server_error');
    expect((await createEmbedder(settings())).dimensions).toBe(256);
  });

  test('a refused key', async () => {
    const failure = createEmbedder(settings({ apiKey: 'sk-wrong' }));
    await expect(failure).rejects.toBeInstanceOf(AccessError);
    await expect(failure).rejects.toMatchObject({ message: expect.stringContaining('401, invalid_api_key') });
  });

  test('another model than the provider has', async () => {
    await expect(createEmbedder(settings({ model: 'x' }))).rejects.toMatchObject({ code: 'model_not_found' });
  });

  test('an empty text is refused by the provider', async () => {
    const embedder = await createEmbedder(settings());
    await expect(embedder.embed([''], never)).rejects.toMatchObject({ code: 'model_refused_request' });
  });

  test('silence ends at the time-out, or when the caller leaves', async () => {
    const embedder = await createEmbedder(settings({ timeoutSeconds: 1 }));
    sandbox.faults.next('hang', 2);
    await expect(embedder.embed(['a'], never)).rejects.toMatchObject({ code: 'model_timeout' });
    const leaving = new AbortController();
    const failure = embedder.embed(['a'], leaving.signal);
    leaving.abort();
    await expect(failure).rejects.toMatchObject({ name: 'AbortError' });
  });

  test.each([
    ['an HTML page', '<html>'],
    ['another shape', '{"data":[{"embedding":"x"}]}'],
    ['too few vectors', '{"data":[]}'],
  ])('%s instead of vectors', async (_name, body) => {
    await withProvider(200, body, async (baseUrl) => {
      const failure = createEmbedder(settings({ baseUrl }));
      await expect(failure).rejects.toBeInstanceOf(UpstreamError);
      await expect(failure).rejects.toMatchObject({ code: 'unexpected_answer' });
    });
  });

  test('an error page without a reason', async () => {
    await withProvider(502, '<html>Bad gateway</html>', async (baseUrl) => {
      await expect(createEmbedder(settings({ baseUrl, retries: 0 }))).rejects.toMatchObject({
        code: 'model_failed',
        message: 'The model provider failed (502).',
      });
    });
  });
});
