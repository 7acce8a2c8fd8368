import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createSpendLedger } from '../shared/spending/spend-ledger.ts';
import { newName, newPhone, startTestShop, type TestShop } from '../testing/shop.ts';
import { isUnreadable } from './unreadable.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());
afterEach(() => shop.think(undefined));

const leadsOf = (phone: string) =>
  shop.odoo.searchRead('crm.lead', { domain: [['phone', '=', phone]], fields: ['name'], limit: 5 });

describe('who writes', () => {
  /** Two customers of Odoo with one phone. */
  async function sharedPhone() {
    const phone = newPhone();
    const names = [newName('Helena'), newName('Otavio')];
    for (const name of names) await shop.odoo.create('res.partner', { name, phone });
    return { phone, names };
  }

  test('is asked where several have this phone, before anything of theirs is told', async () => {
    const { phone, names } = await sharedPhone();
    const conversation = shop.conversation({ contact: { phone } });
    const asked = await conversation.say('cadê meu pedido?');
    expect(asked.question?.kind).toBe('customer_identification');
    for (const name of names) expect(asked.reply).not.toContain(name);
    const { reply, values } = await conversation.say(`é ${names[1]}`);
    expect(values.customer).toMatchObject({ name: names[1] });
    expect(reply).toMatch(/pedidos/);
  });

  test('is asked twice at most; then a person takes over', async () => {
    const { phone } = await sharedPhone();
    const conversation = shop.conversation({ contact: { phone } });
    await conversation.say('cadê meu pedido?');
    expect((await conversation.say('Zé')).question?.kind).toBe('customer_identification');
    const { values } = await conversation.say('Zé Ninguém');
    expect(values.handoff).toMatchObject({ reason: expect.stringContaining('mais de um cadastro') });
    expect(values.customer).toBeNull();
  });

  test('does not matter for a product', async () => {
    const { phone } = await sharedPhone();
    expect((await shop.conversation({ contact: { phone } }).say('tem trena?')).reply).toMatch(/Trena/);
  });

  test('somebody new who was about to buy becomes a lead at the handover, and no sooner', async () => {
    const conversation = shop.conversation();
    await conversation.say('tem trena?');
    expect(await leadsOf(conversation.phone)).toEqual([]);
    const { values } = await conversation.say('quero falar com um atendente');
    expect(await leadsOf(conversation.phone)).toMatchObject([{ name: 'Atendimento: Maria' }]);
    expect(values.handoff).toMatchObject({ summary: expect.stringMatching(/Lead criado no Odoo: \d+/) });
  });

  describe('with a verified e-mail and no phone', () => {
    const mailOf = (name: string) => `${name.toLowerCase().replace(' ', '.')}@example.com`;

    test('is found by it', async () => {
      const name = newName('Irene');
      const partner = await shop.odoo.create('res.partner', { name, email: mailOf(name).toUpperCase() });
      const conversation = shop.conversation({ contact: { phone: undefined, email: mailOf(name) } });
      const { values } = await conversation.say('oi');
      expect(values.customer).toEqual({ partner_id: partner, name });
    });
    test('is asked where several have it', async () => {
      const names = [newName('Ivo'), newName('Iara')];
      const email = mailOf(newName('casal'));
      for (const name of names) await shop.odoo.create('res.partner', { name, email });
      const conversation = shop.conversation({ contact: { phone: undefined, email } });
      expect((await conversation.say('cadê meu pedido?')).question?.kind).toBe('customer_identification');
      expect((await conversation.say(`${names[0]}`)).values.customer).toMatchObject({ name: names[0] });
    });
    test('can buy, and becomes a customer with that address', async () => {
      const email = mailOf(newName('nova'));
      const conversation = shop.conversation({ contact: { phone: undefined, email } });
      for (const text of ['tem trena?', 'quero 1']) await conversation.say(text);
      expect((await conversation.say('sim')).reply).toMatch(/confirmado/);
      const search = { domain: [['email', '=', email]], fields: ['phone'], limit: 5 };
      expect(await shop.odoo.searchRead('res.partner', search)).toMatchObject([{ phone: false }]);
    });
    test('becomes a lead with that address where a person takes over', async () => {
      const email = mailOf(newName('lead'));
      const conversation = shop.conversation({ contact: { phone: undefined, email } });
      for (const text of ['tem trena?', 'quero falar com um atendente']) await conversation.say(text);
      const search = { domain: [['email_from', '=', email]], fields: ['name'], limit: 5 };
      expect(await shop.odoo.searchRead('crm.lead', search)).toHaveLength(1);
    });
  });

  describe('whom the channel does not vouch for', () => {
    const contact = { phone: undefined };

    test('is nobody in Odoo, and still gets answers about products', async () => {
      const { reply, values } = await shop.conversation({ contact }).say('tem trena?');
      expect(reply).toMatch(/Trena/);
      expect(values.customer).toBeNull();
      expect(shop.calls).not.toContain('odoo_find_customer');
    });
    test.each(['quero 2', 'quero agendar uma visita'])('gets a person for "%s"', async (text) => {
      const conversation = shop.conversation({ contact });
      await conversation.say('tem trena?');
      const { values } = await conversation.say(text);
      expect(values.handoff).toMatchObject({ reason: expect.stringContaining('não comprova quem escreve') });
      expect(shop.calls).toEqual(['qdrant_search_products', 'odoo_check_availability']);
    });
  });

  test('somebody new who only asks for a person does not', async () => {
    const conversation = shop.conversation();
    await conversation.say('quero falar com um atendente');
    expect(await leadsOf(conversation.phone)).toEqual([]);
  });
});

describe('a person takes over', () => {
  const handoffOf = async (text: string, options: Parameters<TestShop['conversation']>[0] = {}) =>
    (await shop.conversation(options).say(text)).values.handoff;

  test('by a word of the profile, before any model is asked', async () => {
    const before = shop.model.requests.length;
    expect(await handoffOf('Vou ao PROCON!')).toMatchObject({ reason: expect.stringContaining('palavras') });
    expect(shop.model.requests.length).toBe(before);
    expect(await handoffOf('tem proconsul?')).toBeNull(); // whole words
  });
  test('by anger, where the profile says so', async () => {
    expect(await handoffOf('que palhaçada')).toMatchObject({ reason: expect.stringContaining('irritado') });
    const handoff = { sentiments: [] };
    expect(await handoffOf('que palhaçada', { business: { handoff } })).toBeNull();
  });
  test('after as many failures in a row as the profile says', async () => {
    const conversation = shop.conversation({ business: { handoff: { failures: 2 } } });
    expect((await conversation.say('tem zzyzx?')).values.handoff).toBeNull();
    expect((await conversation.say('tem trena?')).values.failures).toBe(0); // a success in between
    expect((await conversation.say('tem zzyzx?')).values.handoff).toBeNull();
    expect((await conversation.say('tem qwrtz?')).values.handoff).toMatchObject({
      reason: expect.stringContaining('várias vezes'),
    });
  });
  test('of what is switched off', async () => {
    expect(await handoffOf('tem trena?', { business: { crews: ['support'] } })).toMatchObject({
      reason: expect.stringContaining('desligado'),
    });
  });
  test('in the team of the subject', async () => {
    const teams = { sales: 7, default: 9 };
    const business = { teams, crews: ['support'] };
    expect(await handoffOf('tem trena?', { business })).toMatchObject({ team: 7 });
    expect(await handoffOf('quero um atendente', { business })).toMatchObject({ team: 9 });
  });
  test('at the spend ceiling, politely and without asking a model', async () => {
    const dependencies = { spending: createSpendLedger(new Map()) };
    const spend = { conversation: { tokens: 10 } };
    const conversation = shop.conversation({ business: { spend }, dependencies });
    expect((await conversation.say('tem trena?')).reply).toMatch(/Trena/);
    const before = shop.model.requests.length;
    const { reply, values } = await conversation.say('tem martelo?');
    expect(reply).toMatch(/atendente/);
    expect(values.handoff).toMatchObject({ reason: expect.stringContaining('limite de gasto') });
    expect(shop.model.requests.length).toBe(before);
  });
  test('outside the hours, with a word about when people are back', async () => {
    const closed = { time_zone: 'America/Sao_Paulo', week: {}, outside: 'Estamos fechados.' };
    const never = await shop.conversation({ business: { hours: closed } }).say('quero um atendente');
    expect(never.reply).not.toMatch(/Voltamos/);
    const noon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(5, 10);
    const week = Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
        day,
        ['00:00-24:00'],
      ]),
    );
    const today = new Date(Date.now() - 3 * 3_600_000).toISOString().slice(5, 10);
    const hours = { ...closed, week, holidays: [today, noon] };
    const { reply } = await shop.conversation({ business: { hours } }).say('quero um atendente');
    expect(reply).toMatch(/Estamos fechados\. Voltamos .+, às 0h\./);
  });
});

describe('the language', () => {
  test('is the customer’s, in fixed words too', async () => {
    const conversation = shop.conversation();
    expect((await conversation.say('hello')).reply).toMatch(/^Hello! I am the virtual assistant/);
    await conversation.say('do you have trena?');
    const { question, reply } = await conversation.say('I want 2');
    expect(question?.kind).toBe('order_confirmation');
    expect(reply).toMatch(/^Quotation S\d+:[\s\S]*May I confirm the order\?$/);
    expect((await conversation.say('yes')).reply).toMatch(/^Order \*S\d+\* is confirmed/);
  });
  test('is the company’s where it does not speak the customer’s', async () => {
    const conversation = shop.conversation({ business: { languages: ['pt-BR'] } });
    expect((await conversation.say('hello')).reply).toMatch(/^Olá!/);
  });
});

describe('what cannot be understood', () => {
  test.each([
    ['[áudio sem transcrição]', true],
    ['[vídeo]\n[sticker]', true],
    ['[imagem: uma trena de 5 m]', false],
    ['[localização: -23.5, -46.6]', false],
    ['oi\n[vídeo]', false],
    ['', false],
  ])('%j: %s', (text, unreadable) => {
    expect(isUnreadable(text)).toBe(unreadable);
  });

  test('is said politely, without asking a model; again and again it goes to a person', async () => {
    const before = shop.model.requests.length;
    const conversation = shop.conversation();
    for (let time = 0; time < 2; time += 1) {
      expect((await conversation.say('[áudio sem transcrição]')).reply).toMatch(/não consegui entender/);
    }
    expect(shop.model.requests.length).toBe(before);
    expect((await conversation.say('[vídeo]')).values.handoff).not.toBeNull();
  });
  test('in place of a yes confirms nothing', async () => {
    const conversation = shop.conversation();
    for (const text of ['tem trena?', 'quero 1']) await conversation.say(text);
    expect((await conversation.say('[áudio sem transcrição]')).reply).toMatch(/não consegui entender/);
    expect((await conversation.say('pode confirmar o pedido')).reply).toMatch(/confirmado/);
  });
  test('what is heard and seen is answered', async () => {
    expect((await shop.conversation().say('[imagem: uma trena]')).reply).toMatch(/Trena/);
  });
});

test('a tool that the profile switches off is not called', async () => {
  const conversation = shop.conversation({ business: { tools_off: ['odoo_create_lead'] } });
  await conversation.say('tem trena?');
  const { values } = await conversation.say('quero falar com um atendente');
  expect(shop.calls).not.toContain('odoo_create_lead');
  expect(values.handoff).toMatchObject({ summary: expect.not.stringContaining('Lead') });
});
