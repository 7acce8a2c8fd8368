import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SandboxChatwoot, startSandboxChatwoot } from '../start.ts';
import type { ConversationView } from './conversation-view.ts';

let chatwoot: SandboxChatwoot;
beforeAll(async () => {
  chatwoot = await startSandboxChatwoot();
});
afterAll(() => chatwoot.close());

let customers = 0;
const newPhone = () => {
  customers += 1;
  return `+55119${String(customers).padStart(8, '0')}`;
};

/** The fields of all answers together; each has some of them. */
interface Answer {
  conversation: ConversationView;
  business: string;
  customers: { name: string; phone: string }[];
  message_id: number;
  conversation_id: number;
  error: string;
}

async function call(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${chatwoot.url}/sandbox${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

const write = (phone: string, content: string, name?: string) =>
  call(`/customers/${phone}/messages`, { content, ...(name ? { name } : {}) });
const operate = (phone: string, action: object) => call(`/customers/${phone}/operator`, action);

describe('playing the customer', () => {
  test('a message opens a conversation, which can be read back', async () => {
    const phone = newPhone();
    const { status, answer } = await write(phone, 'oi', 'Maria');
    expect(status).toBe(201);
    const { answer: read } = await call(`/customers/${phone}/conversation`);
    expect(read.conversation).toMatchObject({
      id: answer.conversation_id,
      status: 'pending',
      canReply: true,
      assignee: null,
      typing: null,
      messages: [
        {
          id: answer.message_id,
          type: 'incoming',
          content: 'oi',
          sender: { kind: 'contact', name: 'Maria' },
          reachedCustomer: true,
        },
      ],
    });
  });

  test('before the first message there is no conversation', async () => {
    expect(await call(`/customers/${newPhone()}/conversation`)).toEqual({
      status: 200,
      answer: { conversation: null },
    });
  });

  test('a number may be written as people write it', async () => {
    await write('%2B55%20(71)%2098888-0000', 'oi');
    expect(chatwoot.customer('+5571988880000').conversation()?.messages).toHaveLength(1);
  });

  test.each([
    ['a number with letters', '/customers/maria/messages', { content: 'oi' }],
    ['no text', '/customers/+5511900000000/messages', { content: '  ' }],
    ['too long a text', '/customers/+5511900000000/messages', { content: 'x'.repeat(4_097) }],
    ['no object', '/customers/+5511900000000/messages', []],
  ])('%s is refused', async (_name, path, body) => {
    const { status, answer } = await call(path, body);
    expect(status).toBe(422);
    expect(answer.error).toBeTruthy();
  });

  test('what is not JSON, or too large, is refused as JSON', async () => {
    const url = `${chatwoot.url}/sandbox/customers/+5511900000000/messages`;
    const post = (body: string) =>
      fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect((await post('{"content"')).status).toBe(400);
    expect((await post(JSON.stringify({ content: 'x'.repeat(70_000) }))).status).toBe(413);
  });

  test('the samples are offered, and who else has written', async () => {
    const phone = newPhone();
    await write(phone, 'oi', 'Zeca');
    const { answer } = await call('/customers');
    expect(answer.business).toBe('Casa & Obra');
    expect(answer.customers.slice(0, 2)).toMatchObject([{ name: 'Ana Souza' }, { name: 'Bruno Carvalho' }]);
    expect(answer.customers[4]).toEqual({ name: 'Zeca', phone });
  });
});

describe('playing the operator', () => {
  test('takes over, answers, leaves a note, gives back, ends', async () => {
    const phone = newPhone();
    await write(phone, 'oi');
    await operate(phone, { action: 'take_over' });
    await operate(phone, { action: 'reply', content: 'Aqui é a Ana.' });
    const { answer } = await operate(phone, { action: 'note', content: 'cliente antigo' });
    expect(answer.conversation).toMatchObject({ status: 'open', assignee: 'Ana Souza' });
    const [reply, note] = answer.conversation.messages.slice(-2);
    expect(reply).toMatchObject({ reachedCustomer: true, sender: { kind: 'user', name: 'Ana Souza' } });
    expect(note).toMatchObject({ private: true, reachedCustomer: false });

    const given = await operate(phone, { action: 'return_to_bot' });
    expect(given.answer.conversation).toMatchObject({ status: 'pending', assignee: null });
    const ended = await operate(phone, { action: 'resolve' });
    expect(ended.answer.conversation.status).toBe('resolved');
  });

  test('needs a conversation, and an action that exists', async () => {
    expect((await operate(newPhone(), { action: 'resolve' })).status).toBe(404);
    const phone = newPhone();
    await write(phone, 'oi');
    expect((await operate(phone, { action: 'delete' })).status).toBe(422);
    expect((await operate(phone, { action: 'reply' })).status).toBe(422);
  });
});

describe('the stream of a conversation', () => {
  /** Reads views until one fits. */
  async function viewsUntil(phone: string, fits: (view: ConversationView | null) => boolean) {
    const response = await fetch(`${chatwoot.url}/sandbox/customers/${phone}/events`);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const views: (ConversationView | null)[] = [];
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) views.push(JSON.parse(block.split('data: ')[1] ?? 'null'));
      if (views.some(fits)) return views;
    }
    throw new Error('the stream ended');
  }

  test('gives the present view at once, and another after each change', async () => {
    const phone = newPhone();
    const reading = viewsUntil(phone, (view) => view?.typing === 'Robô da loja');
    const { answer } = await write(phone, 'oi');
    const at = `${chatwoot.url}/api/v1/accounts/1/conversations/${answer.conversation_id}/toggle_typing_status`;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await fetch(at, {
      method: 'POST',
      headers: { api_access_token: chatwoot.botToken, 'content-type': 'application/json' },
      body: '{"typing_status":"on"}',
    });
    const views = await reading;
    expect(views.at(-1)?.messages.map(({ content }) => content)).toEqual(['oi']);
  });

  test("another customer's messages are not in it", async () => {
    const phone = newPhone();
    const reading = viewsUntil(phone, (view) => view?.messages.length === 2);
    await write(newPhone(), 'outro cliente');
    await write(phone, 'um');
    await write(phone, 'dois');
    expect(JSON.stringify(await reading)).not.toContain('outro cliente');
  });

  test('closing the stand-in ends it', async () => {
    const other = await startSandboxChatwoot();
    const response = await fetch(`${other.url}/sandbox/customers/+5511900000000/events`);
    const ended = response.text();
    await other.close();
    expect(await ended).toMatch(/^event: conversation\ndata: null/);
  });
});

describe('the page', () => {
  test('is one file in Portuguese that fetches nothing from elsewhere', async () => {
    const response = await fetch(chatwoot.url);
    const html = await response.text();
    expect(html).toContain('<html lang="pt-BR">');
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test('shows text from outside as text only', async () => {
    const html = await (await fetch(chatwoot.url)).text();
    expect(html).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
  });

  test('lets no script run but its own', async () => {
    const response = await fetch(chatwoot.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'sha256-[A-Za-z0-9+/]{43}='/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
  });
});

describe('pages of other sites', () => {
  const refused = { error: 'only the page of this stand-in may call this address' };

  test('may not write in the name of a customer', async () => {
    const { status, answer } = await call(
      `/customers/${newPhone()}/messages`,
      { content: 'oi' },
      { origin: 'https://evil.example' },
    );
    expect(status).toBe(403);
    expect(answer).toEqual(refused);
  });

  test('the own page may', async () => {
    const { status } = await call(
      `/customers/${newPhone()}/messages`,
      { content: 'oi' },
      { origin: chatwoot.url },
    );
    expect(status).toBe(201);
  });

  test('a name that was bound to this address by somebody else is not served', async () => {
    const { port } = new URL(chatwoot.url);
    const status = await new Promise((resolve, reject) => {
      request(
        { host: '127.0.0.1', port, path: '/', headers: { host: `evil.example:${port}` } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test('a form of another site is no JSON, so nothing is written', async () => {
    const phone = newPhone();
    const response = await fetch(`${chatwoot.url}/sandbox/customers/${phone}/messages`, {
      method: 'POST',
      body: new URLSearchParams({ content: 'oi' }),
    });
    expect(response.status).toBe(422);
    expect(chatwoot.customer(phone).conversation()).toBeUndefined();
  });
});
