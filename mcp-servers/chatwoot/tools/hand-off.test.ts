import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, notesOn, startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const message = 'Vou chamar um atendente.';
const note = 'Cliente quer negociar o frete.';
const handOff = (conversation_id: number, changes: Record<string, unknown> = {}) =>
  chatwoot.server.call('hand_off', { conversation_id, message, note, delivery_key: 'turn-9', ...changes });

test('tells the customer, leaves a note, assigns the team and opens, in this order', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const { data } = await handOff(conversation_id, { team_id: 2 });
  expect(data).toEqual({
    status: 'open',
    message_ids: [expect.any(Number)],
    note_id: expect.any(Number),
    team: 'suporte',
    warnings: [],
  });
  const view = customer.conversation();
  expect(view).toMatchObject({ status: 'open', team: 'suporte', assignee: null });
  expect(view?.messages.map(({ content }) => content)).toEqual([
    'oi',
    message,
    note,
    'Conversa marcada como aberta por Robô da loja',
  ]);
  expect(answersTo(customer)).toEqual([message]);
  expect(notesOn(customer)).toEqual([note]);
});

test('without a message or a team it leaves the note and opens', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const { data } = await handOff(conversation_id, { message: undefined });
  expect(data).toMatchObject({ status: 'open', message_ids: [], team: null, warnings: [] });
  expect(answersTo(customer)).toEqual([]);
});

describe('is taken up where it stopped', () => {
  test.each([
    ['the message', /^POST .*messages$/, 0],
    ['the note', /^POST .*messages$/, 1],
    ['the team', /^POST .*assignments$/, 0],
    ['the opening', /^POST .*toggle_status$/, 0],
  ])('after a failure at %s', async (_step, match, after) => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    chatwoot.sandbox.faults.rest.push({ match, kind: 'answer', status: 500, after });
    expect((await handOff(conversation_id, { team_id: 1 })).isError).toBe(true);
    expect(customer.conversation()?.status).toBe('pending');
    expect((await handOff(conversation_id, { team_id: 1 })).data).toMatchObject({ status: 'open' });
    expect(answersTo(customer)).toEqual([message]);
    expect(notesOn(customer)).toEqual([note]);
    expect(customer.conversation()).toMatchObject({ status: 'open', team: 'vendas' });
  });

  test('after all of it was done', async () => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    const first = await handOff(conversation_id);
    const second = await handOff(conversation_id);
    expect(second.data).toMatchObject({ status: 'open', note_id: first.data.note_id });
    expect(answersTo(customer)).toEqual([message]);
    expect(notesOn(customer)).toEqual([note]);
  });
});

describe('always ends with the people', () => {
  test('a customer who is with a person already is not told again', async () => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    customer.operator({ action: 'take_over' });
    expect((await handOff(conversation_id)).data).toMatchObject({ message_ids: [], status: 'open' });
    expect(answersTo(customer)).toEqual([]);
    expect(notesOn(customer)).toEqual([note]);
  });

  test('a customer who cannot be told is handed over all the same', async () => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    customer.letTimePass(25);
    const { data } = await handOff(conversation_id);
    expect(data).toMatchObject({ message_ids: [], warnings: [expect.stringContaining('template')] });
    expect(customer.conversation()?.status).toBe('open');
  });

  test('a team that does not exist is told, and the conversation opened', async () => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    const { data } = await handOff(conversation_id, { team_id: 77 });
    expect(data).toMatchObject({ team: null, warnings: ['There is no team 77; no team was assigned.'] });
    expect(customer.conversation()?.status).toBe('open');
  });

  test('a resolved conversation is opened', async () => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    customer.operator({ action: 'resolve' });
    await handOff(conversation_id);
    expect(customer.conversation()?.status).toBe('open');
  });
});

test('a handoff without a note is refused: people must know why', async () => {
  const { conversation_id } = chatwoot.newCustomer();
  expect((await handOff(conversation_id, { note: ' ' })).text).toMatch(/^invalid_input: .*note/);
});
