import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxChatwoot, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { createChatwootClient } from '../chatwoot-client.ts';
import type { Chatwoot } from '../port.ts';

let sandbox: SandboxChatwoot;
let chatwoot: Chatwoot;

beforeEach(async () => {
  sandbox = await startSandboxChatwoot();
  chatwoot = createChatwootClient(sandbox);
});
afterEach(() => sandbox.close());

const customers = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const customer = sandbox.customer(`+55119000${1_0000 + index}`, `Cliente ${index}`);
    return { customer, id: customer.write('oi').conversationId };
  });
const idsOf = async (filter: Parameters<Chatwoot['listConversations']>[0]) =>
  (await chatwoot.listConversations(filter)).conversations.map(({ id }) => id);

const answerWith = (match: RegExp, body: unknown) =>
  sandbox.faults.rest.push({ match, kind: 'answer', status: 200, body: JSON.stringify(body) });

describe('conversations', () => {
  test('only open ones, unless another status is asked for', async () => {
    const [first, second] = customers(2);
    first?.customer.operator({ action: 'take_over' });
    expect(await idsOf({})).toEqual([first?.id]);
    expect(await idsOf({ status: 'pending' })).toEqual([second?.id]);
    expect(await idsOf({ status: 'all' })).toHaveLength(2);
  });

  test('newest activity first', async () => {
    const [first, second] = customers(2);
    await new Promise((resolve) => setTimeout(resolve, 5));
    first?.customer.write('alô?');
    expect(await idsOf({ status: 'pending' })).toEqual([first?.id, second?.id]);
  });

  test('page by page; a full page may have another behind it', async () => {
    customers(27);
    const first = await chatwoot.listConversations({ status: 'pending' });
    expect(first).toMatchObject({ hasMore: true, conversations: { length: 25 } });
    const second = await chatwoot.listConversations({ status: 'pending', page: 2 });
    expect(second).toMatchObject({ hasMore: false, conversations: { length: 2 } });
  });

  test('with what was last said and who waits', async () => {
    const [one] = customers(1);
    one?.customer.write('tem furadeira?');
    const { conversations } = await chatwoot.listConversations({ status: 'pending' });
    expect(conversations).toMatchObject([
      { lastText: 'tem furadeira?', unreadCount: 2, lastActivityAt: expect.stringMatching(/Z$/) },
    ]);
  });

  test('a label with special characters is sent as it is', async () => {
    const [one] = customers(2);
    await chatwoot.addLabels(one?.id ?? 0, ['pós-venda & troca']);
    expect(await idsOf({ status: 'pending', label: 'pós-venda & troca' })).toEqual([one?.id]);
  });
});

describe('inboxes', () => {
  test('without a number or a channel are listed all the same', async () => {
    answerWith(/inboxes$/, { payload: [{ id: 4, name: 'Site' }] });
    expect(await chatwoot.listInboxes()).toEqual([
      { id: 4, name: 'Site', channel: null, phone: null, templates: [] },
    ]);
  });

  test('templates tell whether they are approved, in any case of the word', async () => {
    const template = { name: 'a', language: 'pt_BR', components: [{ type: 'BODY', text: 'Oi, {{1}}' }] };
    const message_templates = ['APPROVED', 'approved', 'PENDING', undefined].map((status) => ({
      ...template,
      status,
    }));
    answerWith(/inboxes$/, { payload: [{ id: 4, name: 'Zap', message_templates }] });
    const [inbox] = await chatwoot.listInboxes();
    expect(inbox?.templates.map(({ isApproved }) => isApproved)).toEqual([true, true, false, false]);
    expect(inbox?.templates[0]?.text).toBe('Oi, {{1}}');
  });
});

test.each([
  ['nothing but a text', [], false],
  [
    'a header and a footer of text',
    [
      { type: 'HEADER', format: 'TEXT', text: 'Oi' },
      { type: 'FOOTER', text: 'x' },
    ],
    false,
  ],
  ['a button with a fixed address', [{ type: 'BUTTONS', buttons: [{ url: 'https://a.example' }] }], false],
  ['a picture', [{ type: 'HEADER', format: 'IMAGE' }], true],
  ['a header with a value', [{ type: 'HEADER', format: 'TEXT', text: 'Pedido {{1}}' }], true],
  [
    'a button whose address has a value',
    [{ type: 'BUTTONS', buttons: [{ url: 'https://a.example/{{1}}' }] }],
    true,
  ],
])('a template with %s beside its text wants more: %j', async (_name, others, wantsMore) => {
  const components = [{ type: 'BODY', text: 'Oi, {{1}}' }, ...others];
  const message_templates = [{ name: 'a', language: 'pt_BR', status: 'APPROVED', components }];
  answerWith(/inboxes$/, { payload: [{ id: 4, name: 'Zap', message_templates }] });
  expect((await chatwoot.listInboxes())[0]?.templates).toMatchObject([{ text: 'Oi, {{1}}', wantsMore }]);
});

describe('answers of another form are no lists', () => {
  test.each([
    ['teams', /teams$/, () => chatwoot.listTeams()],
    ['agents', /agents$/, () => chatwoot.listAgents()],
    ['inboxes', /inboxes$/, () => chatwoot.listInboxes()],
    ['conversations', /conversations$/, () => chatwoot.listConversations()],
  ])('%s', async (_name, match, list) => {
    answerWith(match, { error: 'nothing of the kind' });
    await expect(list()).rejects.toMatchObject({ code: 'chatwoot_unexpected' });
  });
});
