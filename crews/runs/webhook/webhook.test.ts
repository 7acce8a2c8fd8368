import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MemorySaver } from '@langchain/langgraph';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { createMemoryRunStore } from '../memory-run-store.ts';
import { type RunEngine, startRunEngine } from '../run-engine.ts';
import type { RunStore } from '../run-store.ts';
import { allGraphs, trailGraph, trailOrder } from '../testing.ts';
import { checkedLookup } from './checked-lookup.ts';
import { deliverWebhooks, type WebhookOptions } from './deliver-webhooks.ts';
import { postWebhook } from './post-webhook.ts';
import { isPublicAddress } from './public-address.ts';
import { signWebhook } from './sign-webhook.ts';

const secret = `whsec_${Buffer.from('a secret of the receiver').toString('base64')}`;

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}
let received: Received[];
let answers: number[];
let receiver: Server;
let port: number;
beforeEach(async () => {
  received = [];
  answers = [];
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (data) => {
      body += data;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 204, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  port = (receiver.address() as AddressInfo).port;
});
afterEach(() => new Promise((resolve) => receiver.close(resolve)));

/** Answers every name with these addresses. */
const naming =
  (...addresses: string[]): NonNullable<WebhookOptions['resolveName']> =>
  (_hostname, answer) =>
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
const toReceiver = naming('127.0.0.1');
const post = (url: string, options: Partial<Parameters<typeof postWebhook>[0]> = {}) =>
  postWebhook({ url, headers: {}, body: '{}', allowedHosts: [], ...options });

describe('the signature', () => {
  test('is that of Standard Webhooks', () => {
    const headers = signWebhook({ id: 'msg_1', timestamp: 1_700_000_000, body: '{"a":1}' }, secret);
    const expected = createHmac('sha256', 'a secret of the receiver')
      .update('msg_1.1700000000.{"a":1}')
      .digest('base64');
    expect(headers).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1700000000',
      'webhook-signature': `v1,${expected}`,
    });
  });

  test('is the example of the standard', () => {
    const headers = signWebhook(
      { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' },
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  test('takes a secret as it stands, too', () => {
    const message = { id: 'a', timestamp: 1, body: '{}' };
    const expected = createHmac('sha256', 'plain text').update('a.1.{}').digest('base64');
    expect(signWebhook(message, 'plain text')['webhook-signature']).toBe(`v1,${expected}`);
  });
});

describe('an address', () => {
  test.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.31.255.255', '192.168.0.1'],
    ...['198.18.0.1', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fd00::1', 'ff02::1'],
    ...['::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::a00:1', '2001:db8::1', '2002:7f00:1::1', 'no address'],
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  test.each(['1.1.1.1', '100.128.0.1', '172.32.0.1', '193.0.0.1', '2606:4700:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('posting', () => {
  test('reaches an allowed host, and counts 2xx alone', async () => {
    const url = `http://hooks.test:${port}/run`;
    const allowed = { allowedHosts: ['hooks.test'], resolveName: toReceiver };
    await post(url, { ...allowed, headers: { 'webhook-id': 'x' }, body: '{"a":1}' });
    expect(received).toMatchObject([{ headers: { 'webhook-id': 'x' }, body: '{"a":1}' }]);
    for (const status of [302, 307, 404, 500]) {
      answers.push(status);
      await expect(post(url, allowed)).rejects.toMatchObject({ code: 'webhook_refused' });
    }
    expect(received).toHaveLength(5); // nobody followed the redirections
  });

  test.each([
    'http://127.0.0.1:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'http://localhost:PORT/',
    'http://169.254.169.254/latest/meta-data/',
  ])('%s is refused', async (url) => {
    await expect(post(url.replace('PORT', String(port)))).rejects.toMatchObject({ code: 'private_address' });
    expect(received).toEqual([]);
  });

  test('a name with a private address is refused, also beside public ones', async () => {
    const url = `http://evil.test:${port}/`;
    for (const resolveName of [toReceiver, naming('1.1.1.1', '10.0.0.1'), naming('::1', '1.1.1.1')]) {
      await expect(post(url, { resolveName })).rejects.toMatchObject({ code: 'private_address' });
    }
    expect(received).toEqual([]);
  });

  test('the connection goes to the address that was checked, whatever the name says next', async () => {
    let asked = 0;
    const rebinding: NonNullable<WebhookOptions['resolveName']> = (_hostname, answer) => {
      asked += 1;
      answer(null, [{ address: asked === 1 ? '203.0.114.1' : '127.0.0.1', family: 4 }]);
    };
    const handed = await new Promise((resolve) =>
      checkedLookup([], rebinding)('rebind.test', { all: true }, (_error, addresses) => resolve(addresses)),
    );
    expect(handed).toEqual([{ address: '203.0.114.1', family: 4 }]);
    expect(asked).toBe(1);
    const second = await new Promise((resolve) =>
      checkedLookup([], rebinding)('rebind.test', { all: true }, (error) => resolve(error)),
    );
    expect(second).toMatchObject({ code: 'private_address' });
  });
});

describe('the webhook of a run', () => {
  let store: RunStore;
  let engine: RunEngine;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    store = createMemoryRunStore();
    const saver = new MemorySaver();
    engine = await startRunEngine({
      store,
      graphs: allGraphs(trailGraph(saver)),
      checkpointer: saver,
      logger: silentLogger,
    });
  });
  afterEach(async () => {
    await stop();
    await engine.close(0);
  });

  function begin(options: Partial<WebhookOptions> = {}) {
    stop = deliverWebhooks({
      store,
      secret,
      allowedHosts: ['hooks.test'],
      present: ({ id, status }) => ({ run_id: id, status }),
      logger: silentLogger,
      backoffMs: 10,
      pollMs: 10,
      resolveName: toReceiver,
      ...options,
    });
  }
  async function run(url = `http://hooks.test:${port}/`, act = '') {
    const order = trailOrder({ act }, { webhook: url });
    await engine.receive(order);
    return order.id;
  }
  const delivery = async (id: string) => (await store.read(id))?.delivery;

  test.each([
    ['', 'done'],
    ['ask', 'interrupted'],
    ['fail', 'failed'],
  ])('tells of its end (%s: %s), signed', async (act, status) => {
    begin();
    const id = await run(undefined, act);
    await expect.poll(() => delivery(id)).toEqual({ state: 'delivered', attempts: 1 });
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    expect(JSON.parse(body)).toEqual({
      type: `run.${status}`,
      timestamp: expect.any(String),
      data: { run_id: id, status },
    });
    const timestamp = Number(headers['webhook-timestamp']);
    expect(headers).toMatchObject(signWebhook({ id, timestamp, body }, secret));
    expect(Math.abs(Date.now() / 1_000 - timestamp)).toBeLessThan(10);
  });

  test('is tried again until it is taken, under the same id', async () => {
    answers = [500, 503];
    begin();
    const id = await run();
    await expect.poll(() => delivery(id)).toEqual({ state: 'delivered', attempts: 3 });
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id, id]);
  });

  test('is given up after its attempts', async () => {
    answers = Array.from({ length: 10 }, () => 500);
    begin({ attempts: 3 });
    const id = await run();
    await expect.poll(() => delivery(id)).toEqual({ state: 'failed', attempts: 3 });
    expect(received).toHaveLength(3);
  });

  test('to a private address is given up at once', async () => {
    begin();
    const id = await run(`http://127.0.0.1:${port}/`);
    await expect.poll(() => delivery(id)).toEqual({ state: 'failed', attempts: 1 });
    expect(received).toEqual([]);
  });
});
