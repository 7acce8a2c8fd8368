import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAgentBots } from '#adapters/chatwoot/agent-bots/create-agent-bots.ts';
import { createChatwootClient } from '#adapters/chatwoot/chatwoot-client.ts';
import { type SandboxChatwoot, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { type SetupOptions, setUpBot } from './set-up-bot.ts';

const webhookUrl = 'https://crews.example/chatwoot/main/token';
let sandbox: SandboxChatwoot;
beforeEach(async () => {
  sandbox = await startSandboxChatwoot();
});
afterEach(() => sandbox.close());

const botsOf = (userToken = sandbox.userToken) => createAgentBots({ ...sandbox, userToken });

function setUp(changes: Partial<SetupOptions> = {}, userToken = sandbox.userToken) {
  return setUpBot({
    bots: botsOf(userToken),
    chatwoot: createChatwootClient({ ...sandbox, botToken: undefined, userToken }),
    inboxId: sandbox.inboxId,
    name: undefined,
    webhookUrl,
    botId: undefined,
    replace: false,
    dryRun: false,
    ...changes,
  });
}

describe('a bot that is not there', () => {
  test('is made and attached; the second time everything is there', async () => {
    const first = await setUp({ replace: true });
    expect(first.steps).toEqual(['create the bot "MCP First"', 'attach it to the inbox 3 (WhatsApp)']);
    expect(first.bot).toMatchObject({ name: 'MCP First', webhookUrl, secret: expect.any(String) });
    expect((await botsOf().ofInbox(3))?.id).toBe(first.bot?.id);

    const second = await setUp();
    expect(second).toMatchObject({ bot: first.bot, steps: ['everything is set up already'] });
    expect(await botsOf().list()).toHaveLength(2);
  });

  test('is only told of by a dry run', async () => {
    const { steps, bot } = await setUp({ replace: true, dryRun: true });
    expect(steps).toEqual(['would create the bot "MCP First"', 'would attach it to the inbox 3 (WhatsApp)']);
    expect(bot).toBeUndefined();
    expect(await botsOf().list()).toHaveLength(1);
    expect((await botsOf().ofInbox(3))?.id).toBe(sandbox.botId);
  });
});

describe('a bot that is there', () => {
  test('is known by its number, and keeps its name', async () => {
    const { steps, bot } = await setUp({ botId: sandbox.botId });
    expect(steps).toEqual([`update the bot ${sandbox.botId}`]);
    expect(bot).toMatchObject({ id: sandbox.botId, name: 'Robô da loja', webhookUrl });
  });

  test('is known by its address, and takes a name that is given', async () => {
    sandbox.setWebhookUrl(webhookUrl);
    const { bot } = await setUp({ name: 'Aurora' });
    expect(bot).toMatchObject({ id: sandbox.botId, name: 'Aurora' });
  });

  test('is known by its name', async () => {
    expect((await setUp({ name: 'Robô da loja' })).bot?.id).toBe(sandbox.botId);
  });

  test('is only told of by a dry run', async () => {
    const { steps } = await setUp({ botId: sandbox.botId, dryRun: true });
    expect(steps).toEqual([`would update the bot ${sandbox.botId}`]);
    expect((await botsOf().list())[0]?.webhookUrl).toBe('');
  });
});

describe('what is refused, with nothing changed', () => {
  afterEach(async () => {
    expect(await botsOf().list()).toHaveLength(1);
    expect((await botsOf().ofInbox(3))?.id).toBe(sandbox.botId);
  });

  test('an inbox in which another bot answers', async () => {
    await expect(setUp()).rejects.toMatchObject({
      code: 'inbox_has_bot',
      fix: expect.stringContaining('--replace'),
    });
  });

  test('an inbox that does not exist: those that do are named', async () => {
    const refused = setUp({ inboxId: 99 });
    await expect(refused).rejects.toMatchObject({
      code: 'inbox_not_found',
      fix: expect.stringContaining('3 (WhatsApp)'),
    });
  });

  test('the token of an agent who is no administrator', async () => {
    await expect(setUp({}, sandbox.agentToken)).rejects.toMatchObject({ code: 'not_administrator' });
  });

  test('a wrong token', async () => {
    await expect(setUp({}, 'wrong')).rejects.toMatchObject({ code: 'chatwoot_token_refused' });
  });
});

test('the only inbox need not be named', async () => {
  expect((await setUp({ inboxId: undefined, replace: true })).inbox.id).toBe(3);
});

test('a Chatwoot that is not there is told as such', async () => {
  const gone = await startSandboxChatwoot();
  await gone.close();
  const settings = { url: gone.url, accountId: 1, userToken: 'token' };
  const refused = setUp({ bots: createAgentBots(settings), chatwoot: createChatwootClient(settings) });
  await expect(refused).rejects.toMatchObject({ message: expect.stringContaining('cannot be reached') });
});
