import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';

describe.each(apis)('list_models over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 15, 19, { MCP_ANSWER_TOKENS: '500' });
  });
  afterAll(() => under.close());

  const list = async (args: object = {}) => {
    const { data, text, isError } = await under.server.call('list_models', { ...args });
    expect(isError, text).toBe(false);
    return data as {
      models: { model: string; name: string }[];
      has_more: boolean;
      next_offset?: number;
    };
  };

  test('finds models by either name', async () => {
    expect((await list({ query: 'res.part' })).models.map(({ model }) => model)).toContain('res.partner');
    const byName = (await list({ query: 'CONTACT' })).models;
    expect(byName.length).toBeGreaterThan(0);
    expect(byName.every(({ model, name }) => /contact/i.test(model + name))).toBe(true);
    expect(await list({ query: 'no such model' })).toEqual({ models: [], has_more: false });
  });

  test('goes through all of them page by page, without closed ones', async () => {
    const names: string[] = [];
    let offset: number | undefined = 0;
    while (offset !== undefined) {
      const page = await list({ offset });
      names.push(...page.models.map(({ model }) => model));
      offset = page.next_offset;
    }
    expect(names).toEqual(expect.arrayContaining(['crm.lead', 'product.product', 'sale.order']));
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(names.filter((model) => /^(ir\.|res\.users)/.test(model))).toEqual([]);
    expect((await list()).has_more).toBe(true);
  });

  test('is nothing for a caller who acts for a customer', async () => {
    const { text } = await under.server.call('list_models', {}, { customer: { partner: 1 } });
    expect(text).toMatch(/^not_for_customers/);
  });
});
