import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../testing/shop.ts';
import type { Slot } from './state.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

const appointmentsOf = async (phone: string) => {
  const [partner] = await shop.odoo.searchRead('res.partner', {
    domain: [['phone', '=', phone]],
    fields: ['id'],
    limit: 1,
  });
  if (!partner) return [];
  const events = await shop.odoo.searchRead(
    'calendar.event',
    { domain: [['partner_ids', 'in', [partner.id]]], fields: ['start', 'active'], order: 'id', limit: 10 },
    { context: { active_test: false } },
  );
  return events.map(({ start, active }) => ({ start: String(start), active }));
};
/** As Odoo writes it. */
const odooStart = ({ start }: Slot) => start.utc.replace('T', ' ').replace('Z', '');

describe.each(['customer-service', 'scheduling'] as const)('%s', (graph) => {
  const begin = async () => {
    const conversation = shop.conversation({ graph });
    const offer = await conversation.say('quero agendar uma visita');
    return { conversation, offer, slots: offer.values.slots as Slot[] };
  };

  test('offers free times, asks, and books on a yes', async () => {
    const { conversation, offer } = await begin();
    expect(offer.reply).toMatch(/^Horários livres:\n1\. .+, \d\d\/\d\d, às \d+h\d*\n2\. /);
    const asked = await conversation.say('o segundo');
    expect(asked.question).toMatchObject({ kind: 'appointment_confirmation', action: 'book' });
    expect(asked.reply).toMatch(/^Visita à loja: posso marcar para .+\?$/);
    expect(await appointmentsOf(conversation.phone)).toEqual([]);
    const booked = await conversation.say('sim');
    expect(booked.reply).toMatch(/^Horário marcado: \*.+, às \d+h\d*\*/);
    const slot = (asked.question as unknown as { slot: Slot }).slot;
    expect(await appointmentsOf(conversation.phone)).toEqual([{ start: odooStart(slot), active: true }]);
  });

  test('a no books nothing', async () => {
    const { conversation } = await begin();
    await conversation.say('1');
    expect((await conversation.say('não')).reply).toMatch(/deixei como estava/);
    expect(await appointmentsOf(conversation.phone)).toEqual([]);
  });

  test('cancels the appointment of this conversation, after a yes', async () => {
    const { conversation } = await begin();
    for (const text of ['1', 'sim']) await conversation.say(text);
    const asked = await conversation.say('quero desmarcar minha visita');
    expect(asked.reply).toMatch(/^Posso cancelar o seu horário de /);
    expect((await conversation.say('sim')).reply).toMatch(/foi cancelado/);
    expect(await appointmentsOf(conversation.phone)).toMatchObject([{ active: false }]);
  });
});

test('an appointment is moved: the new one is made, then the old one cancelled', async () => {
  const conversation = shop.conversation();
  for (const text of ['quero agendar uma visita', '1', 'sim']) await conversation.say(text);
  expect((await conversation.say('preciso remarcar a visita')).reply).toMatch(/^Horários livres:/);
  const asked = await conversation.say('quero remarcar o segundo horário livre');
  expect(asked.reply).toMatch(/^Posso mudar o seu horário de .+ para .+\?$/);
  expect((await conversation.say('sim')).reply).toMatch(/^Horário marcado/);
  expect((await appointmentsOf(conversation.phone)).map(({ active }) => active)).toEqual([false, true]);
});

test('a time that was named and is free is asked about at once', async () => {
  const first = shop.conversation();
  const offer = await first.say('quero agendar uma visita');
  const { start } = (offer.values.slots as Slot[])[2] as Slot;
  const conversation = shop.conversation();
  const [date, time] = [start.local.slice(0, 10), start.local.slice(11, 16)];
  const asked = await conversation.say(`quero agendar uma visita ${date} ${time}`);
  expect(asked.question).toMatchObject({ kind: 'appointment_confirmation', slot: { start } });
});

test('a time that somebody else takes meanwhile is not booked twice, and others are offered', async () => {
  const [first, second] = [shop.conversation(), shop.conversation()];
  for (const each of [first, second])
    for (const text of ['quero agendar uma visita', '1']) await each.say(text);
  expect((await first.say('sim')).reply).toMatch(/^Horário marcado/);
  expect((await second.say('sim')).reply).toMatch(/^Esse horário acabou de ser ocupado\.\nHorários livres:/);
  expect(await appointmentsOf(second.phone)).toEqual([]);
});

test('which appointment to move is not guessed: a person takes over', async () => {
  const { values } = await shop.conversation().say('preciso remarcar minha visita');
  expect(values.handoff).toMatchObject({ reason: expect.stringContaining('qual horário') });
});

test('somebody whom Odoo does not know has none to cancel', async () => {
  const conversation = shop.conversation();
  await conversation.say('quero desmarcar minha visita');
  expect((await conversation.say('sim')).reply).toMatch(/Não encontrei um horário marcado/);
});

test('another subject in place of a yes is answered by its own crew', async () => {
  const conversation = shop.conversation();
  for (const text of ['quero agendar uma visita', '1']) await conversation.say(text);
  expect((await conversation.say('qual é a garantia?')).reply).toMatch(/garantia/i);
  expect(await appointmentsOf(conversation.phone)).toEqual([]);
});

test('in English, where the customer writes it', async () => {
  const conversation = shop.conversation();
  const offer = await conversation.say('hello, I want to book a visit, an appointment please');
  expect(offer.reply).toMatch(/^Free times:\n1\. \w+day, \d\d\/\d\d, at \d\d:\d\d/);
});
