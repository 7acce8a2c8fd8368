import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxChatwoot, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { createAgentBots } from './create-agent-bots.ts';
import type { AgentBots } from './port.ts';

let sandbox: SandboxChatwoot;
let bots: AgentBots;

async function start(version: '4.12' | '4.16' = '4.16') {
  sandbox = await startSandboxChatwoot({ version, webhookUrl: 'https://crews.example/hook' });
  bots = createAgentBots(sandbox);
}
beforeEach(() => start());
afterEach(() => sandbox.close());

const values = { name: 'Crew', description: 'Atende primeiro', webhookUrl: 'https://crews.example/new' };

describe('agent bots', () => {
  test('are listed with their token and secret', async () => {
    expect(await bots.list()).toEqual([
      {
        id: sandbox.botId,
        name: 'Robô da loja',
        description: '',
        webhookUrl: 'https://crews.example/hook',
        accessToken: sandbox.botToken,
        secret: sandbox.webhookSecret,
      },
    ]);
  });

  test('are made, changed, and attached to an inbox', async () => {
    const made = await bots.create(values);
    expect(made).toMatchObject(values);
    const changed = await bots.update(made.id, { ...values, name: 'Crew 2' });
    expect(changed).toEqual({ ...made, name: 'Crew 2' });
    expect((await bots.ofInbox(sandbox.inboxId))?.id).toBe(sandbox.botId);
    await bots.attach(sandbox.inboxId, made.id);
    expect(await bots.ofInbox(sandbox.inboxId)).toEqual(changed);
  });

  test('are spoken to by a note that carries no stamp, as one of a person', async () => {
    const customer = sandbox.customer('+5511999990001');
    const { conversationId } = customer.write('oi');
    const id = await bots.leaveNote(conversationId, '/bot teste');
    // Not the last one: that the bot cannot be reached may have been noted meanwhile.
    const note = customer.conversation()?.messages.find((message) => message.id === id);
    expect(note).toMatchObject({
      private: true,
      content: '/bot teste',
      sender: { kind: 'user' },
    });
  });

  test('have no secret before Chatwoot signed their events', async () => {
    await sandbox.close();
    await start('4.12');
    expect((await bots.list())[0]?.secret).toBeNull();
  });
});

describe('what is refused', () => {
  test('the token of an agent who is no administrator', async () => {
    const agent = createAgentBots({ ...sandbox, userToken: sandbox.agentToken });
    await expect(agent.list()).rejects.toMatchObject({ code: 'chatwoot_token_refused' });
    await expect(agent.attach(sandbox.inboxId, sandbox.botId)).rejects.toMatchObject({
      name: 'AccessError',
    });
  });

  test('a bot or an inbox that does not exist', async () => {
    await expect(bots.update(999, values)).rejects.toMatchObject({ code: 'not_found' });
    await expect(bots.ofInbox(999)).rejects.toMatchObject({ code: 'not_found' });
    await expect(bots.attach(sandbox.inboxId, 999)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('no error holds a token', async () => {
    const wrong = createAgentBots({ ...sandbox, userToken: 'wrong-token-of-somebody' });
    const error = await wrong.list().catch((given: unknown) => given);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('wrong-token');
  });
});
