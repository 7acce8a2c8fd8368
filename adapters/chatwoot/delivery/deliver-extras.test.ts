import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxChatwoot, type SandboxCustomer, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { createChatwootClient } from '../chatwoot-client.ts';
import type { Chatwoot } from '../port.ts';

/** What is sent besides text keeps the promise of its delivery key too: with versions that keep it or not. */
describe.each(['3.13', '4.16'] as const)('with Chatwoot %s', (version) => {
  let sandbox: SandboxChatwoot;
  let chatwoot: Chatwoot;
  let customer: SandboxCustomer;
  let conversationId: number;

  beforeEach(async () => {
    sandbox = await startSandboxChatwoot({ version });
    customer = sandbox.customer('+5511999990001');
    ({ conversationId } = customer.write('oi'));
    chatwoot = createChatwootClient(sandbox);
  });
  afterEach(() => sandbox.close());

  const received = () => customer.conversation()?.messages.slice(1) ?? [];
  const loseAnswer = () => sandbox.faults.rest.push({ match: /^POST .*messages$/, kind: 'cut-after' });
  const pdf = (name: string) => ({ name, type: 'application/pdf', bytes: new Uint8Array(Buffer.from(name)) });
  const sendFile = (name: string, content = name) =>
    chatwoot.sendAttachment({ conversationId, content, deliveryKey: name, file: pdf(name) });

  test('options whose answer was lost are not sent again', async () => {
    const options = [{ title: 'Sim', value: 'sim' }];
    const send = () =>
      chatwoot.sendOptions({ conversationId, content: 'Confirma?', deliveryKey: 'a', options });
    loseAnswer();
    await send().catch(() => undefined);
    expect(await send()).toMatchObject({ alreadySent: true });
    expect(received().map((message) => message.options)).toEqual([['Sim']]);
  });

  test('a template whose answer was lost is not sent again', async () => {
    customer.letTimePass(25);
    const values = { 1: 'Maria', 2: 'seu pedido' };
    const template = { name: 'retomar_conversa', language: 'pt_BR', category: 'UTILITY', values };
    const send = () =>
      chatwoot.sendTemplate({ conversationId, content: 'Olá, Maria!', deliveryKey: 'a', template });
    loseAnswer();
    await send().catch(() => undefined);
    expect(await send()).toMatchObject({ alreadySent: true });
    expect(received().map(({ reachedCustomer }) => reachedCustomer)).toEqual([true]);
  });

  test('a file whose answer was lost is not sent again, and arrives whole', async () => {
    loseAnswer();
    await sendFile('boleto.pdf').catch(() => undefined);
    expect(await sendFile('boleto.pdf')).toMatchObject({ alreadySent: true });
    const [message, ...more] = received();
    expect(more).toEqual([]);
    expect(await (await fetch(message?.files[0]?.url ?? '')).text()).toBe('boleto.pdf');
  });

  test('two files are two messages', async () => {
    await sendFile('boleto.pdf');
    expect(await sendFile('nota.pdf')).toMatchObject({ alreadySent: false });
    expect(received().flatMap(({ files }) => files.map(({ name }) => name))).toEqual([
      'boleto.pdf',
      'nota.pdf',
    ]);
  });

  test('a text is not taken for the file of which it is the caption', async () => {
    await chatwoot.sendMessage({ conversationId, content: 'Segue', channel: null, deliveryKey: 'text' });
    expect(await sendFile('boleto.pdf', 'Segue')).toMatchObject({ alreadySent: false });
    expect(received()).toHaveLength(2);
  });

  test('what Chatwoot refuses as too large was not sent', async () => {
    sandbox.faults.rest.push({ match: /^POST .*messages$/, kind: 'answer', status: 413 });
    await expect(sendFile('boleto.pdf')).rejects.toMatchObject({ code: 'invalid_input' });
    expect(received()).toEqual([]);
    expect(await sendFile('boleto.pdf')).toMatchObject({ alreadySent: false });
  });
});
