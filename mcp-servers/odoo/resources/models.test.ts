import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxUnderTest } from '../testing/odoo-under-test.ts';

describe('odoo://models', () => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest('json2');
  });
  afterAll(() => under.close());

  const read = async (principal?: object) => {
    const client = await under.server.client(principal);
    try {
      const { contents } = await client.readResource({ uri: 'odoo://models' });
      const [content] = contents as { mimeType: string; text: string }[];
      expect(content?.mimeType).toBe('application/json');
      return JSON.parse(content?.text ?? '') as { models: { model: string; name: string }[] };
    } finally {
      await client.close();
    }
  };

  test('lists models with their names, in order', async () => {
    const { models } = await read();
    const names = models.map(({ model }) => model);
    expect(names).toEqual(expect.arrayContaining(['product.product', 'res.partner', 'sale.order']));
    expect(names).toEqual(names.toSorted());
    expect(models.every(({ name }) => name.length > 0)).toBe(true);
  });

  test('leaves out what tools may not read', async () => {
    const names = (await read()).models.map(({ model }) => model);
    expect(names.filter((model) => /^(ir\.|res\.users)/.test(model))).toEqual([]);
  });

  test('needs the scope for reading', async () => {
    await expect(read({ scopes: ['odoo:write'] })).rejects.toMatchObject({ code: -32_602 });
  });
});
