import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { odooServer } from '../definition.ts';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';

describe('the prompts of mcp-odoo', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest('json2');
  });
  afterAll(() => under.close());

  const textOf = async (name: string, given: Record<string, string>) => {
    const client = await under.server.client();
    try {
      const { messages } = await client.getPrompt({ name, arguments: given });
      const [message] = messages as { content: { text: string } }[];
      return message?.content.text ?? '';
    } finally {
      await client.close();
    }
  };
  const prompts = odooServer.prompts ?? [];
  const argumentsOf = (declared: object) =>
    Object.fromEntries(Object.keys(declared).map((name) => [name, `<${name}>`]));

  test.each(prompts.map((prompt) => [prompt.name, prompt] as const))(
    '%s says what was given and names only tools that there are',
    async (name, { arguments: declared }) => {
      const text = await textOf(name, argumentsOf(declared));
      for (const argument of Object.keys(declared)) expect(text).toContain(`<${argument}>`);
      const tools = odooServer.tools.map((tool) => tool.name);
      const verbs = /\b(?:find|search|check|create|confirm|cancel|list|get|book|aggregate)_[a-z_]+\b/g;
      const named = text.match(verbs) ?? [];
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((tool) => !tools.includes(tool))).toEqual([]);
      expect(text).not.toContain('undefined');
    },
  );

  test('leave out what was not given', async () => {
    expect(await textOf('schedule_visit', { customer: 'Ana', subject: 'Piso' })).not.toContain('Wish:');
    expect(await textOf('sales_report', { from: '2025-01-01', to: '2025-01-31' })).toContain('UTC');
  });

  test('writing ones need the scope for it', async () => {
    const client = await under.server.client({ scopes: ['odoo:read'] });
    const { prompts: offered } = await client.listPrompts();
    await client.close();
    expect(offered.map(({ name }) => name)).toEqual(['customer_overview', 'sales_report']);
  });

  test('the queries of the sales report are ones that Odoo answers', async () => {
    const context = { time_zone: 'America/Sao_Paulo' };
    const domain = (prefix = '') => [
      [`${prefix}state`, 'in', ['sale', 'done']],
      [`${prefix}date_order`, '>=', '2025-01-01'],
      [`${prefix}date_order`, '<=', '2099-12-31'],
    ];
    const queries = [
      { model: 'sale.order', group_by: ['date_order:month'], aggregates: ['amount_total:sum'] },
      {
        model: 'sale.order',
        group_by: ['partner_id'],
        aggregates: ['amount_total:sum'],
        order: 'amount_total:sum desc',
      },
    ];
    const lines = {
      model: 'sale.order.line',
      group_by: ['product_id'],
      aggregates: ['product_uom_qty:sum', 'price_subtotal:sum'],
      order: 'price_subtotal:sum desc',
      domain: domain('order_id.'),
    };
    for (const query of [...queries.map((each) => ({ ...each, domain: domain() })), lines]) {
      const { isError, text } = await under.server.call('aggregate_records', {
        ...query,
        limit: 10,
        context,
      });
      expect(isError, text).toBe(false);
    }
  });
});
