import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newPhone, startTestShop, type TestShop } from '../testing/shop.ts';
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

describe('appointments made in earlier conversations', () => {
  /** A conversation of somebody who has so many appointments, one a day, and has not talked about any of them. */
  async function returning(appointments: number) {
    const contact = { phone: newPhone() };
    const customer = await shop.odoo.create('res.partner', { name: 'Maria', phone: contact.phone });
    for (let day = 40; day < 40 + appointments; day += 1) {
      const date = new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10);
      const [start, stop] = [`${date} 13:00:00`, `${date} 14:00:00`];
      const values = { name: 'Visita', start, stop, partner_ids: [[6, 0, [customer]]] };
      await shop.odoo.create('calendar.event', values);
    }
    return shop.conversation({ contact });
  }
  /** Whether each still stands, in the order in which they take place. */
  const activeOf = async (phone: string) =>
    (await appointmentsOf(phone))
      .sort((one, other) => one.start.localeCompare(other.start))
      .map(({ active }) => active);

  test('the only one is found and cancelled, after a yes', async () => {
    const conversation = await returning(1);
    const asked = await conversation.say('quero desmarcar minha visita');
    expect(asked.reply).toMatch(/^Posso cancelar o seu horário de .+, às \d+h\d*\?$/);
    expect(await activeOf(conversation.phone)).toEqual([true]);
    expect((await conversation.say('sim')).reply).toMatch(/foi cancelado/);
    expect(await activeOf(conversation.phone)).toEqual([false]);
  });

  test('the only one is found and moved, after a yes', async () => {
    const conversation = await returning(1);
    expect((await conversation.say('preciso remarcar minha visita')).reply).toMatch(/^Horários livres:/);
    expect((await conversation.say('o segundo')).reply).toMatch(
      /^Posso mudar o seu horário de .+ para .+\?$/,
    );
    expect((await conversation.say('sim')).reply).toMatch(/^Horário marcado/);
    expect(await activeOf(conversation.phone)).toEqual([true, false]);
  });

  test('of several the customer says which one is cancelled', async () => {
    const conversation = await returning(2);
    const asked = await conversation.say('quero desmarcar minha visita');
    expect(asked.reply).toMatch(/^Seus horários marcados:\n1\. .+\n2\. .+\nDe qual deles você fala\?$/);
    expect(asked.question).toBeUndefined();
    const [, , second = ''] = asked.reply.split('\n');
    expect((await conversation.say('o segundo')).reply).toContain(second.replace('2. ', ''));
    expect((await conversation.say('sim')).reply).toMatch(/foi cancelado/);
    expect(await activeOf(conversation.phone)).toEqual([true, false]);
  });

  test('of several the customer says which one is moved, before a new one is made', async () => {
    const conversation = await returning(2);
    await conversation.say('preciso remarcar minha visita');
    expect((await conversation.say('o primeiro')).reply).toMatch(/^Horários livres:/);
    expect((await conversation.say('1')).reply).toMatch(/^Posso mudar o seu horário/);
    expect((await conversation.say('sim')).reply).toMatch(/^Horário marcado/);
    expect(await activeOf(conversation.phone)).toEqual([true, false, true]);
  });

  test('after a no another one can be meant: it is looked for anew', async () => {
    const conversation = await returning(1);
    for (const text of ['quero agendar uma visita', '1', 'sim']) await conversation.say(text);
    expect((await conversation.say('quero desmarcar minha visita')).reply).toMatch(/^Posso cancelar/);
    await conversation.say('não');
    expect((await conversation.say('quero desmarcar uma visita')).reply).toMatch(/^Seus horários marcados:/);
    expect(await activeOf(conversation.phone)).toEqual([true, true]);
  });

  test('of others are neither shown nor touched', async () => {
    await returning(1);
    const conversation = shop.conversation();
    const { reply, question } = await conversation.say('quero desmarcar minha visita');
    expect(reply).toMatch(/Não encontrei um horário marcado/);
    expect(question).toBeUndefined();
  });
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
