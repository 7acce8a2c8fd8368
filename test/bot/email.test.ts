import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import { threadIdOf } from '#crews/bot/thread-id.ts';
import type { SandboxCustomer } from '#sandbox/chatwoot/start.ts';
import { notesOf, repliesAfter, repliesTo, startTestBot, type TestBot } from './testing.ts';

/** Customers who write by e-mail. The events are not signed here, so that the test can write them. */
const address = 'maria.do.email@example.com';
let bot: TestBot;
afterAll(() => bot.close());

async function start(environment: Record<string, string>) {
  await bot?.close();
  bot = await startTestBot({ version: '4.12', environment: { CHATWOOT_WEBHOOK_SECRET: '', ...environment } });
}

/** An e-mail into the conversation of a customer, from whom the header says. */
async function mail(customer: SandboxCustomer, content: string, from = address): Promise<void> {
  const [deliver] = await bot.holdWebhooks(1, () => customer.write(content));
  const contact = { id: 901, name: 'Maria', email: address, phone_number: null };
  await deliver?.({
    sender: contact,
    content_attributes: { email: { from: [from] } },
    conversation: {
      id: customer.conversation()?.id,
      inbox_id: 3,
      status: 'pending',
      channel: 'Channel::Email',
      contact_inbox: { source_id: address, hmac_verified: false },
      meta: { sender: contact, assignee: null },
    },
  });
}

async function customerOf(customer: SandboxCustomer): Promise<unknown> {
  const thread_id = threadIdOf('main', bot.chatwoot.accountId, customer.conversation()?.id ?? 0);
  const { values } = await bot.everything.crews.graphs['customer-service'].getState({
    configurable: { thread_id },
  });
  return values.customer;
}

async function partnerWithAddress(): Promise<number> {
  const { url, db, username, apiKey } = bot.odoo;
  const odoo = connectOdoo({ url, db, username, apiKey, timeoutSeconds: 10 });
  const partner = await odoo.create('res.partner', { name: 'Maria do E-mail', email: address });
  odoo.close();
  return partner;
}

describe('where the settings accept the sender of an e-mail', () => {
  beforeAll(() => start({ CHATWOOT_VERIFIED_EMAILS: 'inbox' }));

  test('the customer of that address is found in Odoo', async () => {
    const partner_id = await partnerWithAddress();
    const customer = bot.newCustomer();
    await mail(customer, 'oi');
    await repliesAfter(customer, 1);
    expect(await customerOf(customer)).toEqual({ partner_id, name: 'Maria do E-mail' });
  });

  test('somebody in copy is not answered for the customer, nor does their yes confirm anything', async () => {
    const customer = bot.newCustomer();
    for (const [index, words] of ['tem trena?', 'quero 1'].entries()) {
      await mail(customer, words);
      await repliesAfter(customer, index + 1);
    }
    await mail(customer, 'sim', 'colega@example.com');
    await expect.poll(() => customer.conversation()?.status, { timeout: 10_000 }).toBe('open');
    expect(repliesTo(customer).at(-1)).toBe('Recebemos sua mensagem. Um atendente continua esta conversa.');
    expect(notesOf(customer).at(-1)).toContain('não é o contato da conversa');
    expect(repliesTo(customer).join()).not.toMatch(/confirmado/);
  });
});

describe('where they do not', () => {
  beforeAll(() => start({}));

  test('nobody is looked up by an address, and an order goes to a person', async () => {
    await partnerWithAddress();
    const customer = bot.newCustomer();
    await mail(customer, 'tem trena?');
    expect(await repliesAfter(customer, 1)).toEqual([expect.stringContaining('Trena')]);
    expect(await customerOf(customer)).toBeNull();
    await mail(customer, 'quero 1');
    await expect.poll(() => customer.conversation()?.status, { timeout: 10_000 }).toBe('open');
    expect(notesOf(customer).at(-1)).toContain('não comprova quem escreve');
  });
});
