import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Config } from '#config/load-config.ts';
import { runSetup } from '#launch/chatwoot/run-setup.ts';
import type { SetupCommand } from '#launch/chatwoot/setup-command.ts';
import { quiet, repliesAfter, startTestBot, type TestBot } from './testing.ts';

/** `npm run chatwoot:setup` against a Chatwoot whose bot does not know yet where crews is. */
let bot: TestBot;
let config: Config;
beforeAll(async () => {
  bot = await startTestBot();
  config = { ...bot.everything.config, CREWS_URL: bot.everything.urls.crews ?? '' };
});
afterAll(() => bot.close());

const command: SetupCommand = {
  inbox: 3,
  name: undefined,
  conversation: undefined,
  replace: false,
  test: true,
  dryRun: false,
};

async function setup(changes: Partial<SetupCommand> = {}, settings: Partial<Config> = {}) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const works = await runSetup({ ...config, ...settings }, { ...command, ...changes }, print, {
    waitMs: 4_000,
  });
  return { works, text: lines.join('\n') };
}

test('a dry run says what it would do, shows no secret, and does nothing', async () => {
  bot.chatwoot.setWebhookUrl(undefined);
  const { works, text } = await setup({ dryRun: true });
  expect(works).toBe(true);
  expect(text).toContain(`would update the bot ${bot.chatwoot.botId}`);
  expect(text).not.toContain(bot.chatwoot.webhookSecret);
});

test('it connects the bot, says which variables to set, and Chatwoot reaches it and it Chatwoot', async () => {
  bot.chatwoot.setWebhookUrl(undefined);
  const customer = bot.newCustomer();
  customer.write('oi');
  await quiet(200);
  const { works, text } = await setup();
  expect(text).toContain(`CHATWOOT_BOT_ID=${bot.chatwoot.botId}`);
  expect(text).toContain(`CHATWOOT_BOT_TOKEN=${bot.chatwoot.botToken}`);
  expect(text).toContain(`CHATWOOT_WEBHOOK_SECRET=${bot.chatwoot.webhookSecret}`);
  expect(text).toContain('ok   crews takes signed events');
  expect(text).toContain('ok   Chatwoot reaches the bot, and the bot Chatwoot');
  expect(works).toBe(true);
  expect(customer.conversation()?.messages.map(({ private: isNote }) => isNote)).toEqual([false, true, true]);

  customer.write('tem trena?');
  expect((await repliesAfter(customer, 1))[0]).toContain('Trena');
});

test('the second time there is nothing to do', async () => {
  expect((await setup()).text).toContain('everything is set up already');
});

test('crews with another secret is found out before anybody writes', async () => {
  const { works, text } = await setup({}, { CHATWOOT_WEBHOOK_TOKEN: 'another-token' });
  expect(works).toBe(false);
  expect(text).toMatch(/FAIL crews knows no such address/);
  await setup();
});

test('what it needs is said', async () => {
  await expect(setup({}, { CHATWOOT_API_KEY: undefined })).rejects.toThrow(/CHATWOOT_API_KEY/);
});
