import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxCustomer } from '#sandbox/chatwoot/start.ts';
import {
  notesAfter,
  notesOf,
  places,
  quiet,
  repliesAfter,
  repliesTo,
  startTestBot,
  type TestBot,
} from './testing.ts';

/** The example, with a person's approval for every order above a total. */
function profileWithLimit(total: number): string {
  const example = readFileSync(new URL('../../business.example.yaml', import.meta.url), 'utf8');
  const path = join(mkdtempSync(join(tmpdir(), 'profile-')), 'business.yaml');
  writeFileSync(path, example.replace(/approval_above: \d+/, `approval_above: ${total}`));
  return path;
}

/** Operators steer the bot from Chatwoot itself, by private notes. */
describe.each(places)('an operator, with the queue in %s', (place) => {
  let bot: TestBot;
  beforeAll(async () => {
    bot = await startTestBot({ place, environment: { BUSINESS_PROFILE: profileWithLimit(10) } });
  });
  afterAll(() => bot.close());

  async function greeted() {
    const customer = bot.newCustomer();
    customer.write('oi');
    await repliesAfter(customer, 1);
    return customer;
  }

  test('/bot pausar: the conversation is with the people; /bot retomar: it is with the bot again', async () => {
    const customer = await greeted();
    customer.operator({ action: 'note', content: '/bot pausar' });
    expect(await notesAfter(customer, 1)).toEqual([expect.stringContaining('/bot retomar')]);
    expect(customer.conversation()?.status).toBe('open');
    customer.write('tem trena?');
    await quiet(700);
    expect(repliesTo(customer)).toHaveLength(1);

    customer.operator({ action: 'note', content: '/bot retomar' });
    expect(await notesAfter(customer, 2)).toHaveLength(2);
    expect(customer.conversation()).toMatchObject({ status: 'pending', assignee: null });
    customer.write('tem martelo?');
    expect((await repliesAfter(customer, 2)).at(-1)).toContain('Martelo');
  });

  test('/bot pausar while the bot prepares an answer: it is not sent', async () => {
    const customer = await greeted();
    bot.odoo.faults.add({ kind: 'slow', delay: 1_500, times: 1 });
    customer.write('tem trena?');
    await quiet(500);
    customer.operator({ action: 'note', content: '/bot pause' });
    await notesAfter(customer, 1);
    await quiet(2_500);
    expect(repliesTo(customer)).toHaveLength(1);
    bot.odoo.faults.clear();
  });

  test('/bot retomar takes the conversation back from the person who had it', async () => {
    const customer = await greeted();
    customer.operator({ action: 'take_over' });
    customer.operator({ action: 'note', content: '/bot resume' });
    await notesAfter(customer, 1);
    expect(customer.conversation()).toMatchObject({ status: 'pending', assignee: null });
  });

  test('/bot resumo: what was said and ordered, seen by operators only', async () => {
    const customer = await greeted();
    customer.write('tem trena?');
    await repliesAfter(customer, 2);
    customer.operator({ action: 'note', content: '/bot resumo' });
    const [summary] = await notesAfter(customer, 1);
    expect(summary).toMatch(/Pedido: nenhum[\s\S]*Cliente: tem trena\?/);
    expect(repliesTo(customer)).toHaveLength(2);
  });

  test('/bot aprovar where nothing waits, and words that are no command, are answered too', async () => {
    const customer = await greeted();
    customer.operator({ action: 'note', content: '/bot aprovar' });
    expect(await notesAfter(customer, 1)).toEqual(['Nada espera aprovação nesta conversa.']);
    customer.operator({ action: 'note', content: '/bot rejeitar' });
    expect((await notesAfter(customer, 2)).at(-1)).toContain('/bot rejeitar <motivo>');
  });

  test('is answered once, however often the webhook comes', async () => {
    const customer = await greeted();
    bot.chatwoot.faults.webhookCopies = 3;
    customer.operator({ action: 'note', content: '/bot resumo' });
    expect(await notesAfter(customer, 1)).toHaveLength(1);
    bot.chatwoot.faults.webhookCopies = 1;
  });

  test('is not the customer: the same words from there are only words', async () => {
    const customer = await greeted();
    customer.write('/bot pausar');
    await repliesAfter(customer, 2);
    expect(customer.conversation()?.status).toBe('pending');
    expect(notesOf(customer)).toEqual([]);
  });

  describe('and an order above the limit', () => {
    interface Approval {
      id: string;
      conversation?: { id: number };
      request: { order: { lines: { product_id: number }[] } };
    }
    const api = (path: string, init?: RequestInit) => fetch(`${bot.everything.urls.crews}${path}`, init);

    async function approvalsOf(customer: SandboxCustomer): Promise<Approval[]> {
      const { approvals } = (await (await api('/approvals?limit=100')).json()) as { approvals: Approval[] };
      return approvals.filter(({ conversation }) => conversation?.id === customer.conversation()?.id);
    }
    async function decide(id: string | undefined, decision: object): Promise<number> {
      const headers = { 'content-type': 'application/json' };
      return (await api(`/approvals/${id}`, { method: 'POST', headers, body: JSON.stringify(decision) }))
        .status;
    }
    async function waiting() {
      const customer = bot.newCustomer();
      for (const [index, words] of ['tem trena?', 'quero 3', 'sim'].entries()) {
        customer.write(words);
        await repliesAfter(customer, index + 1);
      }
      return customer;
    }

    test('the operators are told of it, and how to decide; the customer waits', async () => {
      const customer = await waiting();
      expect(repliesTo(customer).at(-1)).toContain('aprovação');
      expect(await notesAfter(customer, 1)).toEqual([
        expect.stringMatching(/^O pedido S\d+, R\$.* espera aprovação.*\/bot aprovar/),
      ]);
      customer.operator({ action: 'note', content: '/bot resumo' });
      expect((await notesAfter(customer, 2)).at(-1)).toContain('Espera: uma aprovação');
    });

    test('/bot aprovar: it is confirmed, and the customer is told', async () => {
      const customer = await waiting();
      customer.write('e aí?');
      expect((await repliesAfter(customer, 4)).at(-1)).toContain('ainda espera');
      customer.operator({ action: 'note', content: '/bot aprovar' });
      expect((await repliesAfter(customer, 5)).at(-1)).toMatch(/Pedido \*S\d+\* confirmado/);
      expect((await notesAfter(customer, 3)).at(-1)).toBe('Aprovado por Ana Souza.');
    });

    test('/bot rejeitar: it is withdrawn, the customer is told, and the reason stays in the house', async () => {
      const customer = await waiting();
      customer.operator({ action: 'note', content: '/bot rejeitar cliente em atraso' });
      const replies = await repliesAfter(customer, 4);
      expect(replies.at(-1)).toContain('cancelado');
      expect(replies.join()).not.toContain('em atraso');
      expect((await notesAfter(customer, 2)).at(-1)).toBe('Rejeitado por Ana Souza: cliente em atraso');
    });

    test('edited over HTTP: the customer gets the new quotation, and says yes to that one', async () => {
      const customer = await waiting();
      const [approval] = await approvalsOf(customer);
      const [line] = approval?.request.order.lines ?? [];
      const lines = [{ product_id: line?.product_id, quantity: 1 }];
      await expect(decide(approval?.id, { decision: 'edit', lines })).resolves.toBe(202);
      const asked = (await repliesAfter(customer, 4)).at(-1);
      expect(asked).toMatch(/^Nossa equipe ajustou o pedido[\s\S]*• 1 × [\s\S]*Posso confirmar o pedido\?$/);
      expect((await notesAfter(customer, 2)).at(-1)).toMatch(/^Alterado por .+ precisa confirmar/);
      customer.write('sim');
      expect((await repliesAfter(customer, 5)).at(-1)).toMatch(/Pedido \*S\d+\* confirmado/);
    });

    test('the same words from the customer approve nothing', async () => {
      const customer = await waiting();
      customer.write('/bot aprovar');
      expect((await repliesAfter(customer, 4)).join()).not.toMatch(/confirmado/);
    });

    test('decided while a person has the conversation: that person is told what to tell the customer', async () => {
      const customer = await waiting();
      customer.operator({ action: 'take_over' });
      customer.operator({ action: 'note', content: '/bot approve' });
      expect((await notesAfter(customer, 2)).at(-1)).toMatch(/Aprovado por Ana Souza[\s\S]*confirmado/);
      expect(repliesTo(customer)).toHaveLength(3);
    });
  });
});
