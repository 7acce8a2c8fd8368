import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxChatwoot, type SandboxCustomer, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { createChatwootClient } from '../chatwoot-client.ts';
import type { Chatwoot, OutgoingMessage } from '../port.ts';

let sandbox: SandboxChatwoot;
let chatwoot: Chatwoot;
let customer: SandboxCustomer;
let conversationId: number;

async function start(version: '3.13' | '4.16' = '4.16') {
  sandbox = await startSandboxChatwoot({ version });
  customer = sandbox.customer('+5511999990001');
  ({ conversationId } = customer.write('oi'));
  chatwoot = clientWith(5_000);
}

const clientWith = (timeoutMs: number) => createChatwootClient({ ...sandbox, timeoutMs });

beforeEach(() => start());
afterEach(() => sandbox.close());

const message = (changes: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  conversationId,
  content: 'Olá!',
  channel: 'Channel::Whatsapp',
  deliveryKey: 'turn-1',
  ...changes,
});

/** What the customer sees of the other side. */
const answers = () =>
  customer
    .conversation()
    ?.messages.filter(({ type, reachedCustomer }) => type === 'outgoing' && reachedCustomer)
    .map(({ content }) => content);

const isPost = /^POST .*\/messages$/;

describe('a message is sent at most once', () => {
  test('when the call is repeated, however much was said in between', async () => {
    await chatwoot.sendMessage(message());
    for (let index = 0; index < 45; index += 1) customer.write(`mensagem ${index}`);
    expect((await chatwoot.sendMessage(message())).alreadySent).toBe(true);
    expect(answers()).toEqual(['Olá!']);
  });

  test('when it is called three times at once', async () => {
    const sends = await Promise.all([1, 2, 3].map(() => chatwoot.sendMessage(message())));
    expect(sends.map(({ alreadySent }) => alreadySent)).toEqual([false, true, true]);
    expect(answers()).toEqual(['Olá!']);
  });

  test('but the same text under another key is another message', async () => {
    await chatwoot.sendMessage(message());
    await chatwoot.sendMessage(message({ deliveryKey: 'turn-2' }));
    expect(answers()).toEqual(['Olá!', 'Olá!']);
  });

  test('when the answer was lost: it is looked up, and is a success', async () => {
    sandbox.faults.rest.push({ match: isPost, kind: 'cut-after' });
    expect(await chatwoot.sendMessage(message())).toMatchObject({ messageIds: [expect.any(Number)] });
    expect(answers()).toEqual(['Olá!']);
  });

  test('when it cannot be looked up: unknown, and the repeated call finds it', async () => {
    const lookUp = { match: /^GET .*\/messages$/, kind: 'answer', status: 500, after: 1 } as const;
    sandbox.faults.rest.push({ match: isPost, kind: 'cut-after' }, { ...lookUp });
    await expect(chatwoot.sendMessage(message())).rejects.toMatchObject({ name: 'OutcomeUnknownError' });
    expect(sandbox.faults.rest).toEqual([]);
    await chatwoot.sendMessage(message());
    expect(answers()).toEqual(['Olá!']);
  });

  test('when it was never done: unknown, and the repeated call does it', async () => {
    sandbox.faults.rest.push({ match: isPost, kind: 'answer', status: 502, body: '<h1>Bad Gateway</h1>' });
    await expect(chatwoot.sendMessage(message())).rejects.toMatchObject({
      name: 'OutcomeUnknownError',
      code: 'chatwoot_failed',
    });
    expect(answers()).toEqual([]);
    expect((await chatwoot.sendMessage(message())).alreadySent).toBe(false);
    expect(answers()).toEqual(['Olá!']);
  });

  test('when nobody answers in time', async () => {
    sandbox.faults.rest.push({ match: isPost, kind: 'hang' });
    await expect(clientWith(500).sendMessage(message())).rejects.toMatchObject({ code: 'timeout' });
    await chatwoot.sendMessage(message());
    expect(answers()).toEqual(['Olá!']);
  });

  test('nothing is sent when the earlier messages cannot be read', async () => {
    const down = { match: /^GET .*\/messages$/, kind: 'answer', status: 503 } as const;
    sandbox.faults.rest.push(down);
    await expect(chatwoot.sendMessage(message())).rejects.toMatchObject({ name: 'UpstreamError' });
    expect(answers()).toEqual([]);
  });
});

describe('a long text', () => {
  const sentence = `${'palavra '.repeat(60).trim()}. `;
  const long = sentence.repeat(20).trim();

  test('is sent in parts that the channel takes, in order', async () => {
    const { messageIds } = await chatwoot.sendMessage(message({ content: long }));
    expect(messageIds).toHaveLength(3);
    expect(answers()?.every((part) => part.length <= 4_096 && part.endsWith('.'))).toBe(true);
    expect(answers()?.join(' ')).toBe(long);
  });

  test('that was interrupted goes on where it stopped', async () => {
    sandbox.faults.rest.push({ match: isPost, kind: 'answer', status: 500, after: 1 });
    await expect(chatwoot.sendMessage(message({ content: long }))).rejects.toThrow();
    expect(answers()).toHaveLength(1);
    const { messageIds } = await chatwoot.sendMessage(message({ content: long }));
    expect(messageIds).toHaveLength(3);
    expect(answers()?.join(' ')).toBe(long);
  });

  test('of nothing but white space is refused', async () => {
    await expect(chatwoot.sendMessage(message({ content: ' \n' }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('a version that drops the stamp', () => {
  beforeEach(async () => {
    await sandbox.close();
    await start('3.13');
  });

  test('the same text since the customer last wrote is taken for the same message', async () => {
    await chatwoot.sendMessage(message());
    expect((await chatwoot.sendMessage(message())).alreadySent).toBe(true);
    expect(answers()).toEqual(['Olá!']);
  });

  test('after the customer wrote again, the same text is a new answer', async () => {
    await chatwoot.sendMessage(message());
    customer.write('oi de novo');
    await chatwoot.sendMessage(message({ deliveryKey: 'turn-2' }));
    expect(answers()).toEqual(['Olá!', 'Olá!']);
  });

  test('a person who says the same is not taken for the bot', async () => {
    customer.operator({ action: 'reply', content: 'Olá!' });
    await chatwoot.sendMessage(message());
    expect(answers()).toEqual(['Olá!', 'Olá!']);
  });

  test('a note is not taken for an answer', async () => {
    await chatwoot.sendPrivateNote(message());
    await chatwoot.sendMessage(message());
    expect(answers()).toEqual(['Olá!']);
  });
});

test('no source id is ever sent: the customer sees every answer', async () => {
  await chatwoot.sendMessage(message());
  expect(customer.conversation()?.messages.at(-1)?.reachedCustomer).toBe(true);
});
