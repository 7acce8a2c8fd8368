import { describe, expect, test } from 'vitest';
import { answer, cut, hang, html, startScriptedServer } from '../testing/scripted-server.ts';
import { createHttpClient, type HttpRequest } from './http-client.ts';

const ok = answer(200, 'text/plain', 'ok');
const read: HttpRequest = { method: 'POST', path: '/x', body: '', mode: 'read' };
const write: HttpRequest = { ...read, mode: 'write' };

const clientOf = (url: string, timeoutSeconds = 2) => {
  const client = createHttpClient({ url: new URL(url), timeoutSeconds });
  return { ...client, [Symbol.dispose]: client.close };
};

describe('the HTTP client', () => {
  test('keeps its connection open', async () => {
    await using server = await startScriptedServer(ok);
    using client = clientOf(server.url);
    for (let call = 0; call < 5; call++) await client.send(read);
    expect(server.connections()).toBe(1);
  });

  test('runs calls side by side', async () => {
    await using server = await startScriptedServer((_request, response) => {
      setTimeout(() => response.end(), 100);
    });
    using client = clientOf(server.url);
    const started = performance.now();
    await Promise.all(Array.from({ length: 10 }, () => client.send(read)));
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('keeps the path of the address', async () => {
    await using server = await startScriptedServer(ok);
    using client = clientOf(`${server.url}/erp/`);
    await client.send(read);
    expect(server.requests[0]?.path).toBe('/erp/x');
  });

  test('sends a read again after a broken connection, once', async () => {
    await using server = await startScriptedServer(cut, ok);
    using client = clientOf(server.url);
    expect(await client.send(read)).toMatchObject({ body: 'ok' });

    await using broken = await startScriptedServer(cut);
    using other = clientOf(broken.url);
    await expect(other.send(read)).rejects.toMatchObject({ code: 'odoo_unreachable' });
    expect(broken.requests).toHaveLength(2);
  });

  test('never sends a write again', async () => {
    await using server = await startScriptedServer(cut, ok);
    using client = clientOf(server.url);
    await expect(client.send(write)).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(server.requests).toHaveLength(1);
  });

  test('does not repeat what was answered or timed out', async () => {
    await using failing = await startScriptedServer(html(502), ok);
    using client = clientOf(failing.url);
    expect(await client.send(read)).toMatchObject({ status: 502 });

    await using hanging = await startScriptedServer(hang);
    using impatient = clientOf(hanging.url, 0.1);
    await expect(impatient.send(read)).rejects.toMatchObject({ code: 'odoo_timeout' });
    expect(hanging.requests).toHaveLength(1);
  });

  test('an answer slower than the idle time of connections is still read', async () => {
    await using server = await startScriptedServer((_request, response) => {
      setTimeout(() => response.end('slow'), 4_500);
    });
    using client = clientOf(server.url, 10);
    expect(await client.send(write)).toMatchObject({ body: 'slow' });
  });
});
