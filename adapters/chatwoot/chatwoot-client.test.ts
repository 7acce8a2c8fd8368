import { type SandboxChatwootOptions, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { createChatwootClient } from './chatwoot-client.ts';
import { describeChatwootPort } from './conformance.ts';

const contact = { name: 'Maria', phone: '+5511999990001' };

function subject(tokens: 'both' | 'user', options: SandboxChatwootOptions = {}) {
  return async () => {
    const { url, accountId, close, ...sandbox } = await startSandboxChatwoot(options);
    const { conversationId } = sandbox.customer(contact.phone, contact.name).write('oi');
    const { userToken } = sandbox;
    const botToken = tokens === 'both' ? sandbox.botToken : undefined;
    const chatwoot = createChatwootClient({ url, accountId, userToken, botToken });
    return { chatwoot, conversationId, contact, team: { id: 1, name: 'vendas' }, close };
  };
}

describeChatwootPort('Chatwoot 4.16', subject('both'));
describeChatwootPort('Chatwoot 3.13', subject('both', { version: '3.13' }));
describeChatwootPort("Chatwoot 4.16 with a user's token only", subject('user'));
