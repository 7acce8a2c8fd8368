import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxChatwoot, type SandboxCustomer, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { createChatwootClient } from '../chatwoot-client.ts';
import type { Chatwoot } from '../port.ts';

let sandbox: SandboxChatwoot;
let chatwoot: Chatwoot;
let customer: SandboxCustomer;
let id: number;

beforeEach(async () => {
  sandbox = await startSandboxChatwoot();
  customer = sandbox.customer('+5511999990001', 'Maria');
  id = customer.write('oi').conversationId;
  chatwoot = createChatwootClient(sandbox);
});
afterEach(() => sandbox.close());

/** Makes the next request of this form fail, so that a call which makes one is seen to. */
const refuse = (match: RegExp) =>
  sandbox.faults.rest.push({ match, kind: 'answer', status: 422, body: '{"error":"refused"}' });

describe('listing messages', () => {
  const write = (count: number) => {
    for (let index = 1; index <= count; index += 1) customer.write(`m${index}`);
  };
  const contents = async (page: Parameters<Chatwoot['listMessages']>[1]) => {
    const { messages, hasMore } = await chatwoot.listMessages(id, page);
    return { contents: messages.map(({ content }) => content), hasMore };
  };

  test('asks for one page only, when that is enough', async () => {
    write(50);
    refuse(/messages$/);
    sandbox.faults.rest[0] = { ...sandbox.faults.rest[0], kind: 'answer', status: 422, after: 1 };
    expect((await contents({ limit: 20 })).contents).toHaveLength(20);
    expect(sandbox.faults.rest).toHaveLength(1);
  });

  test('puts pages together in order', async () => {
    write(50);
    const newest = await contents({ limit: 45 });
    expect(newest.contents).toEqual(Array.from({ length: 45 }, (_, index) => `m${index + 6}`));
    expect(newest.hasMore).toBe(true);
  });

  test('knows its end', async () => {
    write(3);
    expect(await contents({ limit: 4 })).toEqual({ contents: ['oi', 'm1', 'm2', 'm3'], hasMore: false });
    expect(await contents({ limit: 3 })).toEqual({ contents: ['m1', 'm2', 'm3'], hasMore: true });
  });

  test('goes back before a message', async () => {
    write(3);
    const { messages } = await chatwoot.listMessages(id);
    expect(await contents({ before: messages[2]?.id ?? 0 })).toEqual({
      contents: ['oi', 'm1'],
      hasMore: false,
    });
  });

  test('has a user for its token, as bots may not', async () => {
    const onlyBot = createChatwootClient({ ...sandbox, userToken: undefined });
    await expect(onlyBot.listMessages(id)).rejects.toMatchObject({ code: 'user_token_needed' });
  });
});

describe('labels', () => {
  test('that are there already are not written again', async () => {
    await chatwoot.addLabels(id, ['vip']);
    refuse(/^POST .*labels$/);
    expect(await chatwoot.addLabels(id, ['vip'])).toEqual(['vip']);
    await expect(chatwoot.addLabels(id, ['novo'])).rejects.toThrow(/refused/);
  });

  test('that are added at the same time are all kept', async () => {
    await Promise.all(['a', 'b', 'c'].map((label) => chatwoot.addLabels(id, [label])));
    expect(customer.conversation()?.labels).toEqual(['a', 'b', 'c']);
  });

  test('of nobody are no labels', async () => {
    expect(await chatwoot.addLabels(id, [])).toEqual([]);
  });

  test('are kept when they cannot be read', async () => {
    await chatwoot.addLabels(id, ['vip']);
    refuse(/^GET .*labels$/);
    await expect(chatwoot.addLabels(id, ['novo'])).rejects.toThrow(/refused/);
    expect(customer.conversation()?.labels).toEqual(['vip']);
  });
});

describe('custom attributes', () => {
  const attributes = async () => (await chatwoot.getConversation(id)).customAttributes;

  test('that are set at the same time are all kept', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => chatwoot.setCustomAttributes(id, { [name]: 1 })));
    expect(await attributes()).toEqual({ a: 1, b: 1, c: 1 });
  });

  test('are kept when they cannot be read', async () => {
    await chatwoot.setCustomAttributes(id, { a: 1 });
    refuse(/^GET .*conversations\/\d+$/);
    await expect(chatwoot.setCustomAttributes(id, { b: 1 })).rejects.toThrow(/refused/);
    expect(await attributes()).toEqual({ a: 1 });
  });
});

describe('message templates', () => {
  test('of a form that is not known are passed over', async () => {
    const message_templates = [{ name: 'a' }, null, { name: 'b', language: 'pt_BR', components: [] }];
    const body = JSON.stringify({ payload: [{ id: 1, name: 'Zap', message_templates }] });
    sandbox.faults.rest.push({ match: /inboxes$/, kind: 'answer', status: 200, body });
    const [inbox] = await chatwoot.listInboxes();
    expect(inbox?.templates).toEqual([
      { name: 'b', language: 'pt_BR', category: 'UTILITY', isApproved: false, text: '', wantsMore: false },
    ]);
  });
});

describe('status', () => {
  test("is set by the bot's token, so that opening assigns nobody", async () => {
    await chatwoot.setStatus(id, 'open');
    expect(customer.conversation()).toMatchObject({ status: 'open', assignee: null });
    expect(customer.conversation()?.messages.at(-1)?.content).toMatch(/por Robô da loja$/);
  });

  test('an answer that tells another status is not taken for success', async () => {
    const body = '{"payload":{"success":true,"current_status":"pending"}}';
    sandbox.faults.rest.push({ kind: 'answer', status: 200, body });
    await expect(chatwoot.setStatus(id, 'open')).rejects.toMatchObject({
      name: 'OutcomeUnknownError',
      retryable: true,
    });
  });

  test('a lost answer may simply be asked for again', async () => {
    sandbox.faults.rest.push({ match: /toggle_status$/, kind: 'cut-after' });
    await expect(chatwoot.setStatus(id, 'open')).rejects.toMatchObject({ retryable: true });
    await chatwoot.setStatus(id, 'open');
    expect(customer.conversation()?.status).toBe('open');
  });
});

describe('typing', () => {
  test('is shown in the name of the bot, and ended', async () => {
    await chatwoot.setTyping(id, true);
    expect(customer.conversation()?.typing).toBe('Robô da loja');
    await chatwoot.setTyping(id, false);
    expect(customer.conversation()?.typing).toBeNull();
  });

  test('a page of a proxy is not taken for success', async () => {
    sandbox.faults.rest.push({ kind: 'answer', status: 200, body: '<h1>Welcome</h1>' });
    await expect(chatwoot.setTyping(id, true)).rejects.toMatchObject({ code: 'chatwoot_unexpected' });
  });
});

describe('teams', () => {
  test('an unknown one leaves the conversation without a team, and that is said', async () => {
    await chatwoot.assignTeam(id, 1);
    await expect(chatwoot.assignTeam(id, 77)).rejects.toThrow(/no team 77; .*now without a team/);
    expect(customer.conversation()?.team).toBeNull();
  });
});

describe('what may be sent', () => {
  test('a text with every kind of character arrives as it is', async () => {
    const content = 'Ação: "R$ 1.299,90" — é <b>assim</b> 👍\n\t\\ fim';
    await chatwoot.sendMessage({ conversationId: id, content, channel: null, deliveryKey: 'a' });
    expect(customer.conversation()?.messages.at(-1)?.content).toBe(content);
  });

  test("Chatwoot's own refusal is passed on", async () => {
    for (let index = 0; index < 200; index += 1) customer.write('spam');
    const message = { conversationId: id, content: 'oi', channel: null, deliveryKey: 'a' };
    await expect(chatwoot.sendMessage(message)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('Too many messages'),
    });
  });
});
