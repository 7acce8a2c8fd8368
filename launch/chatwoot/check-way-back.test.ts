import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAgentBots } from '#adapters/chatwoot/agent-bots/create-agent-bots.ts';
import { createChatwootClient } from '#adapters/chatwoot/chatwoot-client.ts';
import { verifySignature } from '#adapters/chatwoot/webhook/verify-signature.ts';
import { type SandboxChatwoot, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { isPrivate, probeCrews, testWayBack } from './check-way-back.ts';

let server: Server;
let url: string;
let status = 200;
let received: { body: string; headers: Record<string, string | undefined> }[];

beforeEach(async () => {
  [status, received] = [200, []];
  server = createServer(async (request, response) => {
    const body = await text(request);
    received.push({ body, headers: request.headers as Record<string, string> });
    response.writeHead(status).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/chatwoot/main/token`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('the probe of crews', () => {
  test('is signed as Chatwoot signs', async () => {
    expect(await probeCrews(url, 's3cr3t')).toMatchObject({ ok: true });
    const [{ body = '', headers } = { headers: {} as Record<string, string> }] = received;
    const signed = {
      body: Buffer.from(body),
      signature: headers['x-chatwoot-signature'],
      timestamp: headers['x-chatwoot-timestamp'],
    };
    expect(() => verifySignature(signed, ['s3cr3t'])).not.toThrow();
  });

  test('is not signed where Chatwoot does not sign', async () => {
    await probeCrews(url, null);
    expect(received[0]?.headers).not.toHaveProperty('x-chatwoot-signature');
  });

  test.each([
    [401, 's3cr3t', /CHATWOOT_WEBHOOK_SECRET as above/],
    [401, null, /leave CHATWOOT_WEBHOOK_SECRET empty/],
    [404, 's3cr3t', /TENANT and CHATWOOT_WEBHOOK_TOKEN/],
    [500, 's3cr3t', /status 500/],
  ])('that is answered %i says what to do', async (answer, secret, expected) => {
    status = answer;
    expect(await probeCrews(url, secret)).toEqual({ ok: false, text: expect.stringMatching(expected) });
  });

  test('that nobody answers says so', async () => {
    expect(await probeCrews('http://127.0.0.1:9/', null)).toEqual({
      ok: false,
      text: expect.stringContaining('CREWS_URL'),
    });
  });
});

describe('the test of the way back', () => {
  let sandbox: SandboxChatwoot;
  beforeEach(async () => {
    sandbox = await startSandboxChatwoot();
  });
  afterEach(() => sandbox.close());

  const run = (webhookUrl: string) =>
    testWayBack({
      bots: createAgentBots(sandbox),
      chatwoot: createChatwootClient(sandbox),
      inboxId: sandbox.inboxId,
      conversationId: undefined,
      webhookUrl,
      waitMs: 900,
    });

  test('is left out where there is no conversation yet', async () => {
    expect(await run(url)).toEqual({ ok: true, text: expect.stringContaining('not tested') });
  });

  test('holds when the bot answers by a note', async () => {
    const { conversationId } = sandbox.customer('+5511999990001').write('oi');
    const asBot = createChatwootClient(sandbox);
    const answering = setTimeout(
      () => asBot.sendPrivateNote({ conversationId, content: 'Recebi.', deliveryKey: 'a' }),
      300,
    );
    expect(await run(url)).toMatchObject({ ok: true });
    clearTimeout(answering);
  });

  test('fails when nothing comes; a private address is named as the likely reason', async () => {
    sandbox.customer('+5511999990001').write('oi');
    expect(await run(url)).toEqual({
      ok: false,
      text: expect.stringContaining('SAFE_FETCH_ALLOW_PRIVATE_NETWORK=true'),
    });
    expect(await run('https://crews.example.com/x')).toEqual({
      ok: false,
      text: expect.not.stringContaining('SAFE_FETCH'),
    });
  });
});

test.each(['127.0.0.1', '10.0.0.5', '[::1]', 'localhost', 'crews', 'crews.local', 'crews.internal'])(
  '%s is private',
  (host) => {
    expect(isPrivate(host)).toBe(true);
  },
);
test.each(['crews.example.com', '8.8.8.8', '[2606:4700::1111]'])('%s is not', (host) => {
  expect(isPrivate(host)).toBe(false);
});
