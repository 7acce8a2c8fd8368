import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quiet, repliesAfter, startTestBot, type TestBot } from './testing.ts';

/** The example, closed on every day but one that is not today. */
function closedNow(): string {
  const example = readFileSync(new URL('../../business.example.yaml', import.meta.url), 'utf8');
  const soon = new Date(Date.now() + 3 * 86_400_000);
  const openDay = soon
    .toLocaleDateString('en', { weekday: 'long', timeZone: 'America/Sao_Paulo' })
    .toLowerCase();
  const closed = example
    .replace(/( {4}\w+day): \[.*\]/g, '$1: []')
    .replace(`    ${openDay}: []`, `    ${openDay}: [08:00-18:00]`)
    .replace(/holidays: \[.*\]/, 'holidays: []');
  const path = join(mkdtempSync(join(tmpdir(), 'profile-')), 'business.yaml');
  writeFileSync(path, closed);
  return path;
}

let bot: TestBot;
beforeAll(async () => {
  bot = await startTestBot({ environment: { BUSINESS_PROFILE: closedNow() } });
});
afterAll(() => bot.close());

test('who is handed over outside the hours is told when people are back', async () => {
  const customer = bot.newCustomer();
  customer.write('quero falar com um atendente');
  const [reply] = await repliesAfter(customer, 1);
  expect(reply).toMatch(/Nossa equipe não está aqui agora.*Voltamos .*às 8h/);
  expect(customer.conversation()?.status).toBe('open');
});

test('not where Chatwoot has told the customer itself', async () => {
  const customer = bot.newCustomer();
  customer.write('oi');
  await repliesAfter(customer, 1);
  customer.operator({ action: 'template', content: 'Estamos fechados. Voltamos segunda!' });
  await quiet(400);
  customer.write('quero falar com um atendente');
  const replies = await repliesAfter(customer, 2);
  expect(replies.at(-1)).toContain('atendente');
  expect(replies.at(-1)).not.toMatch(/Voltamos|Nossa equipe/);
});

test("the company's greeting is not said after Chatwoot's own", async () => {
  const customer = bot.newCustomer();
  const [deliver] = await bot.holdWebhooks(1, () => customer.write('oi'));
  customer.operator({ action: 'template', content: 'Bem-vindo à Casa & Obra!' });
  await quiet(400);
  await deliver?.();
  const [reply] = await repliesAfter(customer, 1);
  expect(reply).not.toContain('Sou o assistente virtual da Casa & Obra');
});

test('the crews themselves answer at any hour', async () => {
  const customer = bot.newCustomer();
  customer.write('tem trena?');
  expect((await repliesAfter(customer, 1))[0]).toContain('Trena');
});
