import type { ToolMessage } from '@langchain/core/messages';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { sendResult } from '#adapters/mcp/testing.ts';
import { createToolbox, type Toolbox } from '#adapters/mcp/toolbox.ts';
import type { Principal } from '#identity/principal.ts';
import type { Everything } from '#launch/start-everything.ts';
import type { RunningServer } from '#mcp-servers/kit/start-server.ts';
import { startOrchestrator } from '#mcp-servers/orchestrator/start-orchestrator.ts';
import {
  type FakeUpstream,
  readTool,
  startFakeUpstream,
} from '#mcp-servers/orchestrator/testing/fake-upstream.ts';
import { testConfig, upstreamAt } from '#mcp-servers/orchestrator/testing/test-gateway.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { startDeployment, tokens, urlOf } from './testing/deployment.ts';

/** A thousand calls side by side, each of which must be answered with what is its own principal's. */
const count = 1_000;

/** Calls so many at once, each with the principal whose turn it is. */
const allAtOnce = <One, Result>(ones: readonly One[], call: (one: One, index: number) => Promise<Result>) =>
  Promise.all(
    Array.from({ length: count }, (_, index) => call(ones[(index * 7) % ones.length] as One, index)),
  );

describe('through two replicas of the gateway, with the cache on', () => {
  const whoSchema = z.object({
    tenant: z.string(),
    scope: z.string(),
    customer: z.unknown(),
    conversation: z.unknown(),
  });
  /** They differ in one fact each, so that a key which forgets that fact is found out. */
  const principals: Principal[] = ['acme', 'borges'].flatMap((tenant) =>
    [['any:read'], ['any:read', 'any:write']].flatMap((scopes) =>
      [
        undefined,
        { partner: 7 },
        { partner: 8 },
        { partner: 8, contact: 9 },
        { phone: '+5511900000001' },
      ].flatMap((customer) =>
        [undefined, { account: 1, id: 5 }, { account: 2, id: 5 }].map((conversation) => ({
          subject: 'support',
          tenant,
          scopes,
          ...(customer ? { customer } : {}),
          ...(conversation ? { conversation } : {}),
        })),
      ),
    ),
  );
  let mirror: FakeUpstream;
  let replicas: RunningServer[];
  let toolboxes: Toolbox[];

  beforeAll(async () => {
    const tools = [readTool('who', { outputSchema: { type: 'object' }, _meta: { 'mcp-first/ttl': 60 } })];
    /** Says who calls, as the token tells it. */
    mirror = await startFakeUpstream(tools, undefined, ({ message, headers }, response) => {
      if (message.method !== 'tools/call') return;
      const {
        tenant,
        scope,
        customer = null,
        conversation = null,
      } = decodeJwt(String(headers.authorization).slice('Bearer '.length));
      const who = { tenant, scope, customer, conversation };
      const content = [{ type: 'text', text: JSON.stringify(who) }];
      sendResult(response, message.id, { content, structuredContent: who });
    });
    const config = { ...testConfig, REDIS_URL: inject('redisUrl'), TOOL_CALLS_PER_MINUTE: 1_000_000 };
    const settings = { upstreams: [upstreamAt(mirror.url)], crews: {} };
    const start = () => startOrchestrator({ config, tokens, logger: silentLogger, settings, port: 0 });
    replicas = [await start(), await start()];
    toolboxes = replicas.map(({ url }) =>
      createToolbox({ url: `${url}/mcp`, audience: 'mcp-orchestrator', tokens, timeoutSeconds: 30 }),
    );
  });
  afterAll(async () => {
    await Promise.all(toolboxes.map((toolbox) => toolbox.close()));
    await Promise.all(replicas.map((replica) => replica.close(0)));
    await mirror.close();
  });

  const factsOf = ({ tenant, scopes, customer, conversation }: Principal) => ({
    tenant,
    scope: scopes.join(' '),
    customer: customer ?? null,
    conversation: conversation ?? null,
  });

  test('every crew is answered for its own customer', async () => {
    const answers = await allAtOnce(principals, async (principal, index) => {
      const toolbox = toolboxes[index % 2] as Toolbox;
      const who = await toolbox.call({ tool: 'shop_who', arguments: {}, principal, output: whoSchema });
      return { who, principal };
    });
    expect(answers.map(({ who }) => who)).toEqual(answers.map(({ principal }) => factsOf(principal)));
    expect(mirror.calls().length, 'some came from the cache').toBeLessThan(count);
    expect(mirror.calls().length).toBeGreaterThanOrEqual(principals.length);
  }, 120_000);

  test('so is every agent, although agents share their tools', async () => {
    const answers = await allAtOnce(principals, (principal, index) =>
      (toolboxes[index % 2] as Toolbox).withTools(principal, async (tools) => {
        const call = { id: '1', name: 'shop_who', args: {}, type: 'tool_call' };
        const message: ToolMessage = await tools.find(({ name }) => name === call.name)?.invoke(call);
        return { who: message.artifact, principal };
      }),
    );
    expect(answers.map(({ who }) => who)).toEqual(answers.map(({ principal }) => factsOf(principal)));
  }, 120_000);
});

describe('through the gateway to our own servers', () => {
  let house: Everything;
  let customers: { name: string; principal: Principal; order: number; conversation: number }[];
  const everybody = { subject: 'test', tenant: 'main', scopes: ['*'] };

  async function call(
    principal: Principal,
    name: string,
    args: object,
  ): Promise<{ text: string; data: Record<string, unknown> }> {
    const response = await fetch(`${urlOf(house, 'mcp-orchestrator')}/tools/call`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokens.mint(principal, 'mcp-orchestrator')}` },
      body: JSON.stringify({ name, arguments: args }),
    });
    const text = await response.text();
    const { structuredContent, isError } = JSON.parse(text);
    if (isError || !structuredContent) throw new Error(`${name}: ${text}`);
    return { text, data: structuredContent };
  }

  async function newCustomer(index: number) {
    const name = `Cliente-${String.fromCharCode(65 + index)}x`;
    const phone = `+55119440000${String(index).padStart(2, '0')}`;
    const { data: made } = await call(everybody, 'odoo_find_or_create_customer', { name, phone });
    const { data: found } = await call(everybody, 'odoo_search_products', { query: 'a', limit: 1 });
    const [product] = found.products as { product_id: number }[];
    const { data: order } = await call(everybody, 'odoo_create_quotation', {
      partner_id: made.partner_id,
      lines: [{ product_id: product?.product_id, quantity: index + 1 }],
      idempotency_key: `parallel-${index}`,
    });
    const written = house.chatwoot?.customer(phone, name).write(`Segredo de ${name}`);
    const conversation = written?.conversationId ?? 0;
    const account = house.config.CHATWOOT_ACCOUNT_ID ?? 0;
    return {
      name,
      order: order.order_id as number,
      conversation,
      principal: {
        subject: 'support',
        tenant: 'main',
        scopes: ['odoo:read', 'chatwoot:read'],
        customer: { partner: made.partner_id as number, phone },
        conversation: { account, id: conversation },
      },
    };
  }

  beforeAll(async () => {
    house = await startDeployment({ REDIS_URL: `${inject('redisUrl')}/7`, TOOL_CALLS_PER_MINUTE: '1000000' });
    house.chatwoot?.setWebhookUrl(undefined); // nobody answers meanwhile
    customers = [];
    for (let index = 0; index < 12; index += 1) customers.push(await newCustomer(index));
  }, 120_000);
  afterAll(() => house.close(0));

  test('each customer gets the own order, the own messages and the own record', async () => {
    const tools: [string, (customer: (typeof customers)[number]) => object][] = [
      ['odoo_list_customer_orders', () => ({})],
      ['odoo_get_order', ({ order }) => ({ order_id: order })],
      ['odoo_find_customer', () => ({})],
      ['chatwoot_list_messages', () => ({})],
    ];
    const answers = await allAtOnce(customers, async (customer, index) => {
      const [tool, argumentsFor] = tools[index % tools.length] as (typeof tools)[number];
      const { text, data } = await call(customer.principal, tool, argumentsFor(customer));
      return { tool, customer, text, data };
    });
    const wrong = answers.filter(({ tool, customer, text, data }) => {
      const foreign = customers.some(({ name }) => name !== customer.name && text.includes(name));
      const orders = (data.orders as { order_id: number }[] | undefined)?.map(({ order_id }) => order_id);
      const own =
        tool === 'odoo_list_customer_orders'
          ? orders?.join() === `${customer.order}`
          : text.includes(customer.name);
      return foreign || !own;
    });
    expect(wrong).toEqual([]);
    expect(answers).toHaveLength(count);
  }, 120_000);
});
