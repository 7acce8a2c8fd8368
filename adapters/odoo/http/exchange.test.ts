import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { OutcomeUnknownError, UpstreamError } from '#errors/errors.ts';
import { answer, cut, hang, type Script, startScriptedServer } from '../testing/scripted-server.ts';
import { exchange, type HttpExchange } from './exchange.ts';

const agent = new http.Agent({ keepAlive: true });
afterAll(() => agent.destroy());

const post = (url: string, options: Partial<HttpExchange> = {}) =>
  exchange({
    method: 'POST',
    url: new URL(url),
    body: 'ação',
    mode: 'read',
    agent,
    timeoutMs: 2_000,
    maxAnswerBytes: 1_000,
    ...options,
  });

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => error,
  );

describe('exchange', () => {
  test('sends the body and gives status, content type and text', async () => {
    await using server = await startScriptedServer(answer(201, 'Text/XML; charset=utf-8', 'olá'));
    expect(await post(server.url)).toEqual({ status: 201, contentType: 'text/xml', body: 'olá' });
    expect(server.requests[0]).toMatchObject({ body: 'ação', headers: { 'content-length': '6' } });
  });

  test('joins characters that arrive in two pieces', async () => {
    const pieces: Script = async (_request, response) => {
      const bytes = Buffer.from('é');
      response.write(bytes.subarray(0, 1));
      await sleep(20);
      response.end(bytes.subarray(1));
    };
    await using server = await startScriptedServer(pieces);
    expect((await post(server.url)).body).toBe('é');
  });

  test.each([
    ['read', UpstreamError, 'odoo_timeout'],
    ['write', OutcomeUnknownError, 'outcome_unknown'],
  ] as const)('a %s that hangs ends when its time is up', async (mode, errorClass, code) => {
    await using server = await startScriptedServer(hang);
    const started = performance.now();
    const error = await failure(post(server.url, { mode, timeoutMs: 200 }));
    expect(error).toBeInstanceOf(errorClass);
    expect(error).toMatchObject({ code });
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('an answer that trickles does not outlive its time', async () => {
    const trickle: Script = (_request, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    };
    await using server = await startScriptedServer(trickle);
    expect(await failure(post(server.url, { timeoutMs: 200 }))).toMatchObject({ code: 'odoo_timeout' });
  });

  test.each([
    ['read', 'odoo_unreachable'],
    ['write', 'outcome_unknown'],
  ] as const)('a %s whose connection is cut', async (mode, code) => {
    await using server = await startScriptedServer(cut);
    expect(await failure(post(server.url, { mode }))).toMatchObject({ code });
    expect(server.requests).toHaveLength(1);
  });

  test('a write cut in the middle of its answer has an unknown outcome', async () => {
    const half: Script = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 20);
    };
    await using server = await startScriptedServer(half);
    expect(await failure(post(server.url, { mode: 'write' }))).toBeInstanceOf(OutcomeUnknownError);
  });

  test.each(['read', 'write'] as const)('a %s that was never sent changed nothing', async (mode) => {
    const error = await failure(post('http://127.0.0.1:1/', { mode }));
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({ code: 'odoo_unreachable', retryable: true });
    expect((error as Error).message).toContain('ECONNREFUSED');
  });

  test('an answer above the limit is not read to its end', async () => {
    await using server = await startScriptedServer(answer(200, 'text/plain', 'x'.repeat(1_001)));
    expect(await failure(post(server.url))).toMatchObject({
      code: 'odoo_answer_too_large',
      retryable: false,
    });
  });

  test('cancelling ends a read at once, with the reason that was given', async () => {
    await using server = await startScriptedServer(hang);
    const controller = new AbortController();
    const pending = failure(post(server.url, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 30);
    expect(await pending).toBe(controller.signal.reason);
  });

  test('cancelling does not cut a write that is under way', async () => {
    const slow: Script = (_request, response) => void setTimeout(() => response.end('done'), 100);
    await using server = await startScriptedServer(slow);
    const signal = AbortSignal.timeout(30);
    expect(await post(server.url, { mode: 'write', signal })).toMatchObject({ body: 'done' });
  });

  test('a write that was cancelled before is not sent', async () => {
    await using server = await startScriptedServer(answer(200, 'text/plain', ''));
    const signal = AbortSignal.abort();
    expect(await failure(post(server.url, { mode: 'write', signal }))).toBe(signal.reason);
    expect(server.requests).toHaveLength(0);
  });
});
