import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { startModel } from '../../testing/start-model.ts';
import { connectSenses } from './connect-senses.ts';
import { downloadFile } from './download-file.ts';
import { perceive } from './perceive.ts';

/** Chatwoot's storage: what comes for each path, one answer after the other. */
const files = new Map<
  string,
  { status: number; body?: string | Buffer; type?: string; location?: string }[]
>();
let storage: Server;
let origin: string;
let model: Awaited<ReturnType<typeof startModel>>;

beforeAll(async () => {
  storage = createServer((request, response) => {
    const answers = files.get(request.url ?? '') ?? [];
    const { status, body, type, location } = (answers.length > 1 ? answers.shift() : answers[0]) ?? {
      status: 404,
    };
    response.writeHead(status, {
      ...(type ? { 'content-type': type } : {}),
      ...(location ? { location } : {}),
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
  const address = storage.address();
  origin = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  model = await startModel(() => ({ content: 'uma trena [amarela]\nde 5 m' }));
});
afterAll(async () => {
  storage.closeAllConnections();
  storage.close();
  await model.close();
});
afterEach(() => {
  files.clear();
  model.faults.clear();
});

const signal = new AbortController().signal;
const senses = (environment: Record<string, string> = {}) =>
  connectSenses(
    loadConfig({
      OPENAI_API_KEY: model.apiKey,
      OPENAI_BASE_URL: model.url,
      OPENAI_TRANSCRIPTION_MODEL: 'demo-model',
      OPENAI_IMAGES: 'true',
      ...environment,
    }),
    model.chat,
  );
const attachment = (type: string, path: string) => ({ type, url: `${origin}${path}` });
const download = (path: string) => downloadFile(`${origin}${path}`, { from: origin, signal, waitMs: 1 });

describe('a file', () => {
  test('comes with its type', async () => {
    files.set('/a.ogg', [{ status: 200, body: 'quero dois', type: 'audio/ogg' }]);
    const { bytes, type } = await download('/a.ogg');
    expect([new TextDecoder().decode(bytes), type]).toEqual(['quero dois', 'audio/ogg']);
  });
  test('is waited for when it lags behind its message, and followed to the storage', async () => {
    files.set('/late', [{ status: 404 }, { status: 404 }, { status: 302, location: '/stored' }]);
    files.set('/stored', [{ status: 200, body: 'oi' }]);
    expect(new TextDecoder().decode((await download('/late')).bytes)).toBe('oi');
  });
  test('that never comes is not found', async () => {
    await expect(download('/never')).rejects.toMatchObject({ code: 'not_found' });
  });
  test('elsewhere is not fetched', async () => {
    for (const url of ['http://169.254.169.254/latest/meta-data', 'file:///etc/passwd', 'no address']) {
      await expect(downloadFile(url, { from: origin, signal })).rejects.toMatchObject({
        code: 'file_elsewhere',
      });
    }
  });
  test('that is too large is given up', async () => {
    files.set('/large', [{ status: 200, body: Buffer.alloc(21 * 1_024 * 1_024) }]);
    await expect(download('/large')).rejects.toMatchObject({ code: 'file_too_large' });
  });
});

describe('what a customer sends', () => {
  test('as voice becomes its words', async () => {
    files.set('/a.ogg', [{ status: 200, body: 'quero dois martelos', type: 'audio/ogg' }]);
    expect(await perceive(attachment('audio', '/a.ogg'), senses(), { from: origin, signal })).toEqual({
      words: 'quero dois martelos',
      usage: { model: 'demo-model', inputTokens: 0, outputTokens: 0, seconds: 1 },
    });
  });
  test('as a picture becomes what is to be seen, which cannot close its own mark', async () => {
    files.set('/a.jpg', [{ status: 200, body: 'bytes', type: 'image/jpeg' }]);
    const seen = await perceive(attachment('image', '/a.jpg'), senses(), { from: origin, signal });
    expect(seen?.words).toBe('[imagem: uma trena  amarela  de 5 m]');
    expect(seen?.usage).toEqual({
      model: 'demo-model',
      inputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
    });
    expect(seen?.usage?.inputTokens).toBeGreaterThan(0);
    expect(JSON.stringify(model.requests.at(-1)?.body)).toContain('data:image/jpeg;base64,');
  });
  test.each([
    ['audio', { OPENAI_TRANSCRIPTION_MODEL: '' }],
    ['image', { OPENAI_IMAGES: 'false' }],
    ['video', {}],
  ])('as %s is not understood where that is not set up', async (type, environment) => {
    files.set('/file', [{ status: 200, body: 'oi' }]);
    expect(
      await perceive(attachment(type, '/file'), senses(environment), { from: origin, signal }),
    ).toBeUndefined();
    expect(await perceive(attachment(type, '/file'), undefined, { from: origin, signal })).toBeUndefined();
  });
  test('is not understood where the file or the provider fails, and nothing else fails with it', async () => {
    const elsewhere = { type: 'audio', url: 'http://127.0.0.1:1/a.ogg' };
    expect(await perceive(elsewhere, senses(), { from: origin, signal })).toBeUndefined();
    files.set('/a.ogg', [{ status: 200, body: 'oi', type: 'audio/ogg' }]);
    model.faults.next('quota', 3);
    expect(await perceive(attachment('audio', '/a.ogg'), senses(), { from: origin, signal })).toBeUndefined();
  });
});
