import { afterEach, expect, test } from 'vitest';
import { type SandboxChatwoot, startSandboxChatwoot } from './start.ts';
import { firstIdOfNow } from './world.ts';

const running: SandboxChatwoot[] = [];
const start = async (options = {}) => {
  const chatwoot = await startSandboxChatwoot(options);
  running.push(chatwoot);
  return chatwoot;
};
afterEach(async () => {
  for (const chatwoot of running.splice(0)) await chatwoot.close();
});

test('two stand-ins share nothing', async () => {
  const [one, other] = [await start(), await start()];
  one.customer('+5511999990001').write('oi');
  expect(other.customer('+5511999990001').conversation()).toBeUndefined();
  expect(
    new Set([one.url, one.userToken, one.botToken, one.webhookSecret, other.url, other.userToken]).size,
  ).toBe(6);
});

test('a later stand-in numbers nothing as an earlier one did', async () => {
  const write = (chatwoot: SandboxChatwoot) => chatwoot.customer('+5511999990001').write('oi');
  const earlier = write(await start({ firstId: firstIdOfNow(Date.now() - 60_000) }));
  const later = write(await start());
  expect(later.conversationId).toBeGreaterThan(earlier.conversationId + 50);
  expect(later.messageId).toBeGreaterThan(earlier.messageId + 50);
  expect(later.messageId).toBeLessThan(2 ** 31);
});

test('numbers begin where they are told to', async () => {
  const chatwoot = await start({ firstId: 1 });
  expect(chatwoot.customer('+5511999990001').write('oi').conversationId).toBe(1);
  expect(chatwoot.customer('+5511999990002').write('oi').conversationId).toBe(2);
});

test('a given webhook secret is used', async () => {
  expect((await start({ webhookSecret: 'given' })).webhookSecret).toBe('given');
});

test('a customer is named by the digits of the number, however they are written', async () => {
  const chatwoot = await start();
  chatwoot.customer('+55 (11) 99999-0001', 'Maria').write('oi');
  expect(chatwoot.customer('5511999990001').conversation()?.messages[0]?.sender?.name).toBe('Maria');
});

test('looking at a customer who never wrote makes no contact', async () => {
  const chatwoot = await start();
  expect(chatwoot.customer('+5511999990001').conversation()).toBeUndefined();
  const response = await fetch(`${chatwoot.url}/api/v1/accounts/1/contacts`, {
    headers: { api_access_token: chatwoot.userToken },
  });
  expect(await response.json()).toMatchObject({ meta: { count: 0 } });
});

test('time passes for one conversation only', async () => {
  const chatwoot = await start();
  chatwoot.customer('+5511999990001').write('oi');
  chatwoot.customer('+5511999990002').write('oi');
  chatwoot.customer('+5511999990001').letTimePass(25);
  expect(chatwoot.customer('+5511999990001').conversation()?.canReply).toBe(false);
  expect(chatwoot.customer('+5511999990002').conversation()?.canReply).toBe(true);
});

test('a customer who has not written cannot be answered', async () => {
  const chatwoot = await start();
  expect(() => chatwoot.customer('+5511999990001').operator({ action: 'resolve' })).toThrow(/not written/);
});

test('a port that is taken is a setting to change', async () => {
  const { url } = await start();
  await expect(startSandboxChatwoot({ port: Number(new URL(url).port) })).rejects.toMatchObject({
    code: 'cannot_listen',
  });
});

test('after closing nothing listens', async () => {
  const chatwoot = await startSandboxChatwoot();
  await chatwoot.close();
  await expect(fetch(chatwoot.url)).rejects.toThrow();
});
