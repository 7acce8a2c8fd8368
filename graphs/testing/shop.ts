import { randomInt, randomUUID } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import { type BaseStore, InMemoryStore } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import type { Odoo } from '#adapters/odoo/port.ts';
import { businessProfileSchema } from '#config/business-schema.ts';
import { demoPolicy } from '#sandbox/openai/demo-policy/demo-policy.ts';
import type { ChatPolicy } from '#sandbox/openai/policy.ts';
import { type SandboxOpenAi, startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { type CompiledGraph, compileGraph, type GraphName } from '../catalogue.ts';
import { connectGraphDependencies } from '../shared/connect.ts';
import type { ConversationContext } from '../shared/conversation-state.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { type TestConversation, testConversation } from './conversation.ts';
import { startServers } from './servers.ts';

const askedSchema = z.object({
  messages: z.array(
    z.object({ role: z.string(), content: z.union([z.string(), z.array(z.unknown())]).nullish() }),
  ),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).default([]),
});

/** The whole system on the stand-ins, with a model whose mind a test can change. */
export interface TestShop {
  dependencies: GraphDependencies;
  model: SandboxOpenAi;
  odoo: Odoo;
  /** Every tool that was called since the last conversation began, in order. */
  calls: string[];
  /** What the model answers where the policy of a test has no answer of its own. */
  think(policy: ChatPolicy | undefined): void;
  /** What the model was asked last. */
  lastRequest(): z.output<typeof askedSchema>;
  /** A customer who has not written before. */
  conversation(options?: ConversationOptions): TestConversation;
  close(): Promise<void>;
}

export interface ConversationOptions {
  graph?: GraphName;
  /** Changes of the business profile, by field. */
  business?: Record<string, unknown>;
  contact?: Partial<ConversationContext['contact']>;
  dependencies?: Partial<GraphDependencies>;
  store?: BaseStore;
}

export async function startTestShop(): Promise<TestShop> {
  let policy: ChatPolicy | undefined;
  const calls: string[] = [];
  const model = await startSandboxOpenAi({ policy: (request) => (policy ?? demoPolicy)(request) });
  const servers = await startServers({
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: model.apiKey,
    OPENAI_MODEL: 'demo-model',
  });
  const { config } = servers;
  const dependencies = connectGraphDependencies(config, ({ tool }) => void calls.push(tool));
  const odoo = connectOdoo({
    url: config.ODOO_URL ?? '',
    db: config.ODOO_DB ?? '',
    username: config.ODOO_USERNAME ?? '',
    apiKey: config.ODOO_API_KEY,
    timeoutSeconds: 10,
  });
  return {
    dependencies,
    model,
    odoo,
    calls,
    think: (next) => {
      policy = next;
    },
    lastRequest: () => askedSchema.parse(model.requests.at(-1)?.body),
    conversation: (options = {}) => {
      calls.length = 0;
      const graph = graphFor(dependencies, options);
      const contact = { phone: newPhone(), name: 'Maria', ...options.contact };
      return testConversation(graph, contact);
    },
    async close() {
      await dependencies.toolbox.close();
      odoo.close();
      await servers.close();
      await model.close();
    },
  };
}

function graphFor(shop: GraphDependencies, options: ConversationOptions): CompiledGraph {
  const { graph = 'customer-service', business = {}, dependencies = {}, store } = options;
  const profile = businessProfileSchema.parse({ ...shop.business, ...business });
  return compileGraph(
    graph,
    { ...shop, ...dependencies, business: profile },
    new MemorySaver(),
    store ?? new InMemoryStore(),
  );
}

export function newPhone(): string {
  return `+55119${randomInt(10_000_000, 99_999_999)}`;
}

/** A name that no other test uses. */
export function newName(first: string): string {
  return `${first} ${randomUUID().slice(0, 8)}`;
}
