import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxChatwoot, startSandboxChatwoot } from '../start.ts';

let chatwoot: SandboxChatwoot;
let conversation: string;
beforeEach(async () => {
  chatwoot = await startSandboxChatwoot();
  const { conversationId } = chatwoot.customer('+5511999990001').write('oi');
  conversation = `${chatwoot.url}/api/v1/accounts/1/conversations/${conversationId}`;
});
afterEach(() => chatwoot.close());

const headers = () => ({ api_access_token: chatwoot.botToken, 'content-type': 'application/json' });
const post = (signal?: AbortSignal) =>
  fetch(`${conversation}/messages`, {
    method: 'POST',
    headers: headers(),
    body: '{"content":"olá"}',
    ...(signal ? { signal } : {}),
  });
const said = () => chatwoot.customer('+5511999990001').conversation()?.messages.length;

describe('a request goes wrong', () => {
  test('with a status, headers and a body of any kind; nothing is done', async () => {
    chatwoot.faults.rest.push({ kind: 'answer', status: 429, headers: { 'retry-after': '7' } });
    chatwoot.faults.rest.push({ kind: 'answer', status: 502, body: '<h1>Bad Gateway</h1>' });
    const limited = await post();
    expect([limited.status, limited.headers.get('retry-after'), await limited.text()]).toEqual([
      429,
      '7',
      '{}',
    ]);
    const bad = await post();
    expect([bad.status, bad.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(said()).toBe(1);
  });

  test('by a cut connection: before it is done, or after', async () => {
    chatwoot.faults.rest.push({ kind: 'cut' }, { kind: 'cut-after' });
    await expect(post()).rejects.toThrow();
    expect(said()).toBe(1);
    await expect(post()).rejects.toThrow();
    expect(said()).toBe(2);
  });

  test('by never being answered', async () => {
    chatwoot.faults.rest.push({ kind: 'hang' });
    await expect(post(AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(said()).toBe(1);
  });
});

test('the next request is answered as ever', async () => {
  chatwoot.faults.rest.push({ kind: 'answer', status: 500 });
  expect((await post()).status).toBe(500);
  expect((await post()).status).toBe(200);
});

test('the query is no part of what a fault fits', async () => {
  chatwoot.faults.rest.push({ match: /\/messages$/, kind: 'answer', status: 418 });
  const response = await fetch(`${conversation}/messages?before=5`, { headers: headers() });
  expect(response.status).toBe(418);
});

test("the customer's side is not disturbed", async () => {
  chatwoot.faults.rest.push({ kind: 'answer', status: 500 });
  expect((await fetch(`${chatwoot.url}/sandbox/customers`)).status).toBe(200);
});
