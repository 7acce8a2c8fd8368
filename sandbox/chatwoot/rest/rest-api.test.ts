import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxChatwoot, startSandboxChatwoot } from '../start.ts';
import { exchangeCheck } from '../testing/openapi.ts';

const check = exchangeCheck();
const problems: string[] = [];
let chatwoot: SandboxChatwoot;
beforeAll(async () => {
  chatwoot = await startSandboxChatwoot({
    onExchange: (exchange) => problems.push(...(check?.(exchange) ?? [])),
  });
});
afterEach(() => expect(problems.splice(0)).toEqual([]));
afterAll(() => chatwoot.close());

let phones = 0;
let conversationId: number;
let phone: string;
beforeEach(() => {
  phones += 1;
  phone = `+55119${String(phones).padStart(8, '0')}`;
  conversationId = chatwoot.customer(phone, `Cliente ${phones}`).write('oi').conversationId;
});

interface Call {
  method?: 'get' | 'post' | 'put';
  token?: string | null;
  body?: unknown;
  rawBody?: string;
}

async function call(path: string, { method = 'get', token, body, rawBody }: Call = {}) {
  const sent = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(`${chatwoot.url}/api/v1/accounts/${chatwoot.accountId}${path}`, {
    method: method.toUpperCase(),
    headers: {
      ...(token === null ? {} : { api_access_token: token ?? chatwoot.userToken }),
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  const answer = isJson ? JSON.parse(text) : text;
  return { status: response.status, answer };
}

const inConversation = (rest: string) => `/conversations/${conversationId}${rest}`;

const post = (rest: string, body: unknown, token?: string) =>
  call(inConversation(rest), {
    method: 'post',
    body,
    ...(token ? { token } : {}),
  });

describe('who may call', () => {
  test('without a token, or with a wrong one', async () => {
    expect(await call('/conversations', { token: null })).toEqual({
      status: 401,
      answer: { errors: ['You need to sign in or sign up before continuing.'] },
    });
    expect(await call('/conversations', { token: 'nonsense' })).toEqual({
      status: 401,
      answer: { error: 'Invalid Access Token' },
    });
  });

  test('the header may have hyphens instead of underscores', async () => {
    const response = await fetch(`${chatwoot.url}/api/v1/accounts/1/teams`, {
      headers: { 'api-access-token': chatwoot.userToken },
    });
    expect(response.status).toBe(200);
  });

  test.each([
    '/conversations',
    '/contacts',
    '/contacts/1',
    '/contacts/search?q=a',
    '/teams',
    '/agents',
    '/inboxes',
  ])('a bot may not read %s', async (path) => {
    expect(await call(path, { token: chatwoot.botToken })).toEqual({
      status: 401,
      answer: { error: 'Access to this endpoint is not authorized for bots' },
    });
  });

  test('a bot may not list messages, but may read its conversation', async () => {
    expect((await call(inConversation('/messages'), { token: chatwoot.botToken })).status).toBe(401);
    expect((await call(inConversation(''), { token: chatwoot.botToken })).status).toBe(200);
    expect((await call(inConversation('/labels'), { token: chatwoot.botToken })).status).toBe(200);
  });

  test('in 3.13 a bot may not even read its conversation, and keys of content_attributes are lost', async () => {
    const older = await startSandboxChatwoot({ version: '3.13', firstId: 1 });
    try {
      older.customer(phone).write('oi');
      const at = `${older.url}/api/v1/accounts/1/conversations/1`;
      const headers = { api_access_token: older.botToken, 'content-type': 'application/json' };
      expect((await fetch(at, { headers })).status).toBe(401);
      const body = JSON.stringify({ content: 'x', content_attributes: { mine: 1, in_reply_to: 2 } });
      const sent = await fetch(`${at}/messages`, { method: 'POST', headers, body });
      expect(await sent.json()).toMatchObject({ content_attributes: { in_reply_to: 2 } });
      expect(await (await fetch(`${older.url}/api`)).json()).toMatchObject({ version: '3.13.0' });
    } finally {
      await older.close();
    }
  });

  test('of another account there is nothing to see', async () => {
    const response = await fetch(`${chatwoot.url}/api/v1/accounts/2/teams`, {
      headers: { api_access_token: chatwoot.userToken },
    });
    expect(response.status).toBe(404);
  });
});

describe('conversations', () => {
  test('are shown with contact, channel, window and newest message', async () => {
    const { answer } = await call(inConversation(''));
    expect(answer).toMatchObject({
      id: conversationId,
      status: 'pending',
      can_reply: true,
      labels: [],
      meta: { channel: 'Channel::Whatsapp', sender: { phone_number: phone } },
      messages: [{ content: 'oi', message_type: 0, sender_type: 'Contact' }],
      unread_count: 1,
    });
    expect(answer.meta).not.toHaveProperty('assignee');
  });

  test('one that does not exist', async () => {
    expect(await call('/conversations/9999')).toEqual({
      status: 404,
      answer: { error: 'Resource could not be found' },
    });
  });

  test('are listed by status, open ones unless another is asked for', async () => {
    const ids = async (query: string) => {
      const { answer } = await call(`/conversations${query}`);
      return answer.data.payload.map(({ id }: { id: number }) => id);
    };
    expect(await ids('')).not.toContain(conversationId);
    expect(await ids('?status=pending')).toContain(conversationId);
    await post('/toggle_status', { status: 'open' });
    expect((await ids(''))[0]).toBe(conversationId);
    expect(await ids('?status=all&page=99')).toEqual([]);
  });
});

describe('messages', () => {
  test('are sent by a bot, and listed oldest first', async () => {
    const { status, answer } = await post('/messages', { content: 'olá' }, chatwoot.botToken);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ message_type: 1, content: 'olá', sender: { type: 'agent_bot' } });
    const list = await call(inConversation('/messages'));
    expect(list.answer.payload.map(({ content }: { content: string }) => content)).toEqual(['oi', 'olá']);
    expect(list.answer.meta.contact).toMatchObject({ phone_number: phone });
  });

  test('keep what the sender stamped on them', async () => {
    const attributes = { delivery: 'turn-1', in_reply_to: 5 };
    await post('/messages', { content: 'olá', content_attributes: attributes });
    const { answer } = await call(inConversation('/messages'));
    expect(answer.payload.at(-1)).toMatchObject({ content_attributes: attributes, sender: { type: 'user' } });
  });

  test('come in pages of 20, and of 100 after a message', async () => {
    const { answer: first } = await call(inConversation('/messages'));
    const firstId = first.payload[0].id;
    for (let index = 0; index < 30; index += 1) await post('/messages', { content: `m${index}` });
    const contents = async (query: string): Promise<string[]> => {
      const { answer } = await call(inConversation(`/messages${query}`));
      return answer.payload.map(({ content }: { content: string }) => content);
    };
    expect(await contents('')).toHaveLength(20);
    expect((await contents('')).at(-1)).toBe('m29');
    expect(await contents(`?after=${firstId}`)).toHaveLength(30);
    expect(await contents(`?before=${firstId + 3}`)).toEqual(['oi', 'm0', 'm1']);
    expect(await contents(`?after=${firstId}&before=${firstId + 2}`)).toEqual(['oi', 'm0']);
  });

  test('a private note does not reach the customer, nor does one with a source id', async () => {
    await post('/messages', { content: 'nota', private: true });
    await post('/messages', { content: 'suprimida', source_id: 'wamid.1' });
    const shown = chatwoot
      .customer(phone)
      .conversation()
      ?.messages.filter((m) => m.reachedCustomer);
    expect(shown?.map(({ content }) => content)).toEqual(['oi']);
  });

  test('wrong ones are refused in the words of Chatwoot', async () => {
    expect(await post('/messages', { content: 'x', message_type: 'incoming' })).toEqual({
      status: 422,
      answer: { error: 'Incoming messages are only allowed in Api inboxes' },
    });
    const long = await post('/messages', { content: 'x'.repeat(150_001) });
    expect(long.answer.error).toMatch(/too long/);
    const broken = await call(inConversation('/messages'), { method: 'post', rawBody: '{"content":' });
    expect(broken).toEqual({ status: 400, answer: { status: 400, error: 'Bad Request' } });
  });

  test('at most 200 a minute', async () => {
    for (let index = 2; index <= 199; index += 1) chatwoot.customer(phone).write(`m${index}`);
    expect((await post('/messages', { content: 'número 200' })).status).toBe(200);
    const refused = await post('/messages', { content: 'número 201' });
    expect(refused).toMatchObject({
      status: 422,
      answer: { error: expect.stringMatching(/Too many messages/) },
    });
  });
});

describe('status, typing, teams and labels', () => {
  test('a status is set, or toggled without one', async () => {
    const { answer } = await post('/toggle_status', { status: 'open' }, chatwoot.botToken);
    expect(answer.payload).toMatchObject({
      success: true,
      current_status: 'open',
      conversation_id: conversationId,
    });
    const toggled = await call(inConversation('/toggle_status'), { method: 'post', body: {} });
    expect(toggled.answer.payload.current_status).toBe('resolved');
    problems.length = 0; // the file asks for a status, Chatwoot does not
    expect((await post('/toggle_status', { status: 'pending' })).answer.payload.current_status).toBe(
      'pending',
    );
  });

  test('a status that does not exist is the 500 that Rails makes of it', async () => {
    const { status } = await call(inConversation('/toggle_status'), {
      method: 'post',
      body: { status: 'closed' },
    });
    expect(status).toBe(500);
    expect(chatwoot.customer(phone).conversation()?.status).toBe('pending');
  });

  test('typing is shown to the customer, private typing is not; the answer is empty', async () => {
    const toggle = (body: object) =>
      call(inConversation('/toggle_typing_status'), { method: 'post', body, token: chatwoot.botToken });
    const typing = () => chatwoot.customer(phone).conversation()?.typing;
    expect(await toggle({ typing_status: 'on' })).toEqual({ status: 200, answer: '' });
    expect(typing()).toBe('Robô da loja');
    await toggle({ typing_status: 'off' });
    expect(typing()).toBeNull();
    await toggle({ typing_status: 'on', is_private: true });
    expect(typing()).toBeNull();
  });

  test('a team or an agent is assigned; one that does not exist takes the assignment away', async () => {
    expect((await post('/assignments', { team_id: 2 })).answer).toMatchObject({ id: 2, name: 'suporte' });
    expect((await post('/assignments', { assignee_id: 5 })).answer).toMatchObject({ name: 'Ana Souza' });
    const { answer } = await call(inConversation(''));
    expect(answer.meta).toMatchObject({ team: { id: 2 }, assignee: { id: 5 } });
    const none = { method: 'post', body: { assignee_id: 999 } } as const;
    expect(await call(inConversation('/assignments'), none)).toEqual({ status: 200, answer: null });
    expect(chatwoot.customer(phone).conversation()?.assignee).toBeNull();
    expect(
      (await call(inConversation('/assignments'), { method: 'post', body: { team_id: 999 } })).answer,
    ).toBeNull();
    expect(chatwoot.customer(phone).conversation()?.team).toBeNull();
  });

  test('labels replace all that were there', async () => {
    await post('/labels', { labels: ['vip', 'pedido', 'vip'] });
    expect((await post('/labels', { labels: ['troca'] })).answer).toEqual({ payload: ['troca'] });
    const { answer } = await call(inConversation('/labels'));
    expect(answer).toEqual({ payload: ['troca'] });
  });

  test('teams are listed', async () => {
    const { answer } = await call('/teams');
    expect(answer.map(({ name }: { name: string }) => name)).toEqual(['vendas', 'suporte']);
  });
});

describe('contacts', () => {
  test('are shown, listed, and found by a part of the number', async () => {
    const search = await call(`/contacts/search?q=${encodeURIComponent(phone)}`);
    expect(search.answer).toMatchObject({ meta: { count: 1 }, payload: [{ phone_number: phone }] });
    const { id } = search.answer.payload[0];
    const { answer } = await call(`/contacts/${id}`);
    expect(answer.payload).toMatchObject({
      id,
      contact_inboxes: [{ inbox: { channel_type: 'Channel::Whatsapp' } }],
    });
    const list = await call('/contacts');
    expect(list.answer.payload.length).toBeLessThanOrEqual(15);
    const conversations = await call(`/contacts/${id}/conversations`);
    expect(conversations.answer.payload).toMatchObject([{ id: conversationId }]);
  });

  test('a search wants a word, and a contact must exist', async () => {
    expect((await call('/contacts/search')).status).toBe(422);
    expect((await call('/contacts/9999')).status).toBe(404);
    expect((await call('/contacts/9999/conversations')).status).toBe(404);
  });
});

describe('changing a contact', () => {
  const contactId = async () =>
    (await call(`/contacts/search?q=${encodeURIComponent(phone)}`)).answer.payload[0].id as number;
  const update = async (body: unknown) => call(`/contacts/${await contactId()}`, { method: 'put', body });

  test('replaces what is given, and adds to the custom attributes', async () => {
    await update({ name: 'Maria Silva', custom_attributes: { cpf: '1', cidade: 'Recife' } });
    const { answer } = await update({
      email: `Maria${phones}@casa.example`,
      custom_attributes: { cpf: '2' },
    });
    expect(answer.payload).toMatchObject({
      name: 'Maria Silva',
      email: `maria${phones}@casa.example`,
      phone_number: phone,
      custom_attributes: { cpf: '2', cidade: 'Recife' },
    });
  });

  test.each([
    [{ email: 'maria' }, 'email'],
    [{ phone_number: '11 99999-0000' }, 'phone_number'],
  ])('%j is refused, with the name of the field', async (body, field) => {
    expect(await update(body)).toMatchObject({ status: 422, answer: { attributes: [field] } });
  });

  test('a number that another contact has is taken', async () => {
    chatwoot.customer('+5511800000001').write('oi');
    const { status, answer } = await update({ phone_number: '+5511800000001' });
    expect({ status, answer }).toEqual({
      status: 422,
      answer: { message: 'Phone number has already been taken', attributes: ['phone_number'] },
    });
  });
});

describe('custom attributes, agents and inboxes', () => {
  test('attributes of a conversation replace all that were there; a bot may write them', async () => {
    await post('/custom_attributes', { custom_attributes: { pedido: 'S1' } }, chatwoot.botToken);
    const { answer } = await post('/custom_attributes', { custom_attributes: { nota: 5 } });
    expect(answer).toEqual({ custom_attributes: { nota: 5 } });
    expect((await call(inConversation(''))).answer.custom_attributes).toEqual({ nota: 5 });
  });

  test('agents are listed with their role', async () => {
    const { answer } = await call('/agents');
    expect(answer.map(({ name, role }: Record<string, string>) => `${name}: ${role}`)).toEqual([
      'Integração: administrator',
      'Ana Souza: agent',
    ]);
  });

  test('the inbox is listed with its message templates', async () => {
    const { answer } = await call('/inboxes');
    expect(answer.payload[0]).toMatchObject({ id: chatwoot.inboxId, channel_type: 'Channel::Whatsapp' });
    const [template] = answer.payload[0].message_templates;
    expect(template).toMatchObject({ status: 'APPROVED', components: [{ type: 'BODY' }] });
  });
});

describe('what each version lets a bot do', () => {
  test.each([
    ['3.13', []],
    ['4.12', ['custom_attributes', 'toggle_typing_status']],
    ['4.14', ['custom_attributes', 'toggle_typing_status']],
    ['4.16', ['custom_attributes', 'toggle_typing_status', 'labels', '']],
  ] as const)('%s: %j', async (version, open) => {
    const other = await startSandboxChatwoot({ version });
    try {
      const { conversationId: id } = other.customer(phone).write('oi');
      const statusOf = async (method: string, path: string) => {
        const at = `${other.url}/api/v1/accounts/1/conversations/${id}${path && `/${path}`}`;
        const headers = { api_access_token: other.botToken, 'content-type': 'application/json' };
        const body = method === 'POST' ? '{}' : null;
        return (await fetch(at, { method, headers, body })).status;
      };
      for (const [method, path] of [
        ['POST', 'custom_attributes'],
        ['POST', 'toggle_typing_status'],
        ['POST', 'labels'],
        ['GET', ''],
      ] as const) {
        const isOpen = (open as readonly string[]).includes(path);
        expect(await statusOf(method, path), `${method} ${path}`).toBe(isOpen ? 200 : 401);
      }
    } finally {
      await other.close();
    }
  });
});

describe('faults on purpose', () => {
  test('an answer, once, for the request that it fits', async () => {
    chatwoot.faults.rest.push({
      match: /^POST .*messages$/,
      kind: 'answer',
      status: 502,
      body: '<h1>Bad</h1>',
    });
    expect((await call(inConversation(''))).status).toBe(200);
    expect(await post('/messages', { content: 'x' })).toEqual({ status: 502, answer: '<h1>Bad</h1>' });
    expect((await post('/messages', { content: 'x' })).status).toBe(200);
  });

  test('one that is not due yet lets requests pass', async () => {
    chatwoot.faults.rest.push({ kind: 'answer', status: 500, after: 2 });
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await call(inConversation(''))).status);
    expect(statuses).toEqual([200, 200, 500, 200]);
  });

  test('a connection cut before or after the work was done', async () => {
    const count = () => chatwoot.customer(phone).conversation()?.messages.length;
    chatwoot.faults.rest.push({ kind: 'cut' });
    await expect(post('/messages', { content: 'x' })).rejects.toThrow();
    expect(count()).toBe(1);
    chatwoot.faults.rest.push({ kind: 'cut-after' });
    await expect(post('/messages', { content: 'x' })).rejects.toThrow();
    expect(count()).toBe(2);
  });
});

test('an unknown address below /api is an HTML page, as from Rails', async () => {
  const { status, answer } = await call('/nonsense');
  expect(status).toBe(404);
  expect(answer).toContain('<h1>');
});

test('the version is told without a token', async () => {
  const response = await fetch(`${chatwoot.url}/api`);
  expect(await response.json()).toMatchObject({
    version: '4.16.0',
    queue_services: 'ok',
    data_services: 'ok',
  });
});
