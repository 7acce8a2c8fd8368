import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { describe, expect, test } from 'vitest';
import type { Toolbox, ToolRequest } from '#adapters/mcp/toolbox.ts';
import { loadBusinessProfile } from '#config/business-profile.ts';
import type { CrewRun, NodeRuntime } from './crew-tools.ts';
import { knownCustomer } from './known-customer.ts';
import { stepKey } from './step-key.ts';

describe('the key of a write', () => {
  const said = (id: string) => ({
    messages: [new HumanMessage({ id, content: 'sim' }), new AIMessage('ok')],
  });
  const thread = (id: string) => ({ configurable: { thread_id: id } }) as unknown as NodeRuntime;
  const key = stepKey(said('m1'), thread('t1'), ['a', 1]);

  test('is the same for the same words, thread and wish', () => {
    expect(stepKey(said('m1'), thread('t1'), ['a', 1])).toBe(key);
    expect(key).toMatch(/^mcpf-[0-9a-f]{24}$/);
  });
  test('is another for another wish, message or thread', () => {
    const others = [
      stepKey(said('m1'), thread('t1'), ['a', 2]),
      stepKey(said('m2'), thread('t1'), ['a', 1]),
      stepKey(said('m1'), thread('t2'), ['a', 1]),
    ];
    expect(new Set([key, ...others]).size).toBe(4);
  });
});

describe('the customer of a write', () => {
  const requests: ToolRequest<unknown>[] = [];
  const toolbox = {
    call: (request: ToolRequest<unknown>) => {
      requests.push(request);
      return Promise.resolve({ partner_id: 7, name: 'Maria' });
    },
  } as unknown as Toolbox;
  const business = loadBusinessProfile('the example');
  const run = (customer: CrewRun['state']['customer'], contact: object = {}): CrewRun => ({
    crew: { name: 'order-creation', scopes: ['odoo:write'] },
    state: { customer },
    runtime: { context: { contact } } as unknown as NodeRuntime,
  });
  const dependencies = { toolbox, business } as Parameters<typeof knownCustomer>[0];

  test('is the one that is known', async () => {
    const known = { partner_id: 3, name: 'Ana' };
    expect(await knownCustomer(dependencies, run(known))).toBe(known);
    expect(requests).toEqual([]);
  });
  test('is made from what the channel says, and never from a message', async () => {
    const contact = { name: 'Maria', phone: '+5511999990000', email: 'maria@exemplo.com' };
    expect(await knownCustomer(dependencies, run(null, contact))).toEqual({ partner_id: 7, name: 'Maria' });
    expect(requests).toMatchObject([
      {
        tool: 'odoo_find_or_create_customer',
        arguments: { name: 'Maria' },
        principal: { customer: { phone: '+5511999990000', email: 'maria@exemplo.com' } },
      },
    ]);
    expect(requests[0]?.arguments).toEqual({ name: 'Maria' }); // how to reach them stands in the token alone
  });
  test('is not made where the profile switches the tool off', async () => {
    const off = { ...dependencies, business: { ...business, tools_off: ['odoo_find_or_create_customer'] } };
    await expect(knownCustomer(off, run(null))).rejects.toMatchObject({ code: 'tool_switched_off' });
  });
});
