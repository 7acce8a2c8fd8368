import {
  type SandboxChatwoot,
  type SandboxChatwootOptions,
  type SandboxCustomer,
  startSandboxChatwoot,
} from '#sandbox/chatwoot/start.ts';
import { exchangeCheck } from '#sandbox/chatwoot/testing/openapi.ts';
import type { Version } from '#sandbox/chatwoot/version-profile.ts';
import { startTestServer, type TestServer } from '../../kit/testing.ts';
import { chatwootServer } from '../definition.ts';

export interface TestChatwoot {
  sandbox: SandboxChatwoot;
  server: TestServer;
  /** A new customer who has just written "oi". */
  newCustomer(name?: string): { customer: SandboxCustomer; conversation_id: number; phone: string };
  close(): Promise<void>;
}

/**
 * mcp-chatwoot over HTTP, on a stand-in for Chatwoot. Closing fails when a request or an answer did not fit
 * Chatwoot's OpenAPI file, where that is there.
 */
export async function startChatwoot(
  options: { version?: Version; settings?: Record<string, string> } = {},
): Promise<TestChatwoot> {
  const { settings = {}, ...ofSandbox } = options;
  const check = exchangeCheck();
  const problems: string[] = [];
  const onExchange: SandboxChatwootOptions['onExchange'] = (exchange) =>
    problems.push(...(check?.(exchange) ?? []));
  const sandbox = await startSandboxChatwoot({ ...ofSandbox, onExchange });
  const server = await startTestServer(chatwootServer, {
    CHATWOOT_URL: sandbox.url,
    CHATWOOT_ACCOUNT_ID: String(sandbox.accountId),
    CHATWOOT_BOT_TOKEN: sandbox.botToken,
    CHATWOOT_API_KEY: sandbox.userToken,
    ...settings,
  });
  let customers = 0;
  return {
    sandbox,
    server,
    newCustomer(name) {
      customers += 1;
      const phone = `+55119${String(customers).padStart(8, '0')}`;
      const customer = sandbox.customer(phone, name ?? `Cliente ${customers}`);
      return { customer, conversation_id: customer.write('oi').conversationId, phone };
    },
    async close() {
      await server.close(0);
      await sandbox.close();
      if (problems.length > 0) throw new Error(`against Chatwoot's OpenAPI file: ${problems.join('; ')}`);
    },
  };
}

/** The number of the contact who wrote in a conversation. */
export async function contactIdOf({ server }: TestChatwoot, conversation_id: number): Promise<number> {
  const { data } = await server.call('get_conversation', { conversation_id });
  return (data.contact as { id: number }).id;
}

/** What the customer has been told. */
export const answersTo = (customer: SandboxCustomer) =>
  customer
    .conversation()
    ?.messages.filter(({ type, reachedCustomer }) => type === 'outgoing' && reachedCustomer)
    .map(({ content }) => content);

/** What only the operators see. */
export const notesOn = (customer: SandboxCustomer) =>
  customer
    .conversation()
    ?.messages.filter((message) => message.private)
    .map(({ content }) => content);
