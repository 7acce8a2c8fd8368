import { afterAll, expect } from 'vitest';
import { type SandboxChatwootOptions, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { exchangeCheck } from '#sandbox/chatwoot/testing/openapi.ts';
import { createChatwootClient } from './chatwoot-client.ts';
import { describeChatwootPort } from './conformance.ts';

const contact = { name: 'Maria', phone: '+5511999990001' };
const check = exchangeCheck();
const problems: string[] = [];

function subject(tokens: 'both' | 'user', options: SandboxChatwootOptions = {}) {
  return async () => {
    const onExchange: SandboxChatwootOptions['onExchange'] = (exchange) =>
      problems.push(...(check?.(exchange) ?? []));
    const { url, accountId, close, ...sandbox } = await startSandboxChatwoot({ ...options, onExchange });
    const { conversationId } = sandbox.customer(contact.phone, contact.name).write('oi');
    const { userToken } = sandbox;
    const botToken = tokens === 'both' ? sandbox.botToken : undefined;
    return {
      chatwoot: createChatwootClient({ url, accountId, userToken, botToken }),
      conversationId,
      contact,
      team: { id: 1, name: 'vendas' },
      agent: { id: 5, name: 'Ana Souza' },
      inbox: { id: sandbox.inboxId, name: 'WhatsApp' },
      close,
    };
  };
}

for (const version of ['3.13', '4.12', '4.14', '4.16'] as const)
  describeChatwootPort(`Chatwoot ${version}`, subject('both', { version }));
describeChatwootPort("Chatwoot 4.16 with a user's token only", subject('user'));

/** All that was sent and answered above fits Chatwoot's OpenAPI file, where that is there. */
afterAll(() => expect(problems).toEqual([]));
