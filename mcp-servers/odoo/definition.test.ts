import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { odooServer } from './definition.ts';
import { startSandboxUnderTest } from './testing/odoo-under-test.ts';

const connect = (environment: Record<string, string>) =>
  odooServer.connect(loadConfig(environment), silentLogger);

/** Settings under which no tool is left out. */
const everything = { ODOO_WRITE: 'true', ODOO_METHODS: 'sale.order.action_lock' };

describe('mcp-odoo', () => {
  test('needs an Odoo, and says how to name one', async () => {
    await expect(connect({})).rejects.toMatchObject({
      name: 'ConfigError',
      fix: expect.stringContaining('ODOO_URL'),
    });
  });

  test('refuses to send credentials over the network in the clear', async () => {
    const environment = {
      ODOO_URL: 'http://erp.example',
      ODOO_DB: 'a',
      ODOO_USERNAME: 'b',
      ODOO_API_KEY: 'c',
    };
    await expect(connect(environment)).rejects.toMatchObject({
      name: 'ConfigError',
      fix: expect.stringContaining('ALLOW_HTTP_HOSTS'),
    });
    const connection = await connect({ ...environment, ALLOW_HTTP_HOSTS: 'erp.example' });
    await connection.close();
  });

  test('every tool is described in full', async () => {
    const under = await startSandboxUnderTest('json2', 15, 19, everything);
    const tools = await under.server.tools().finally(under.close);
    expect(tools.map(({ name }) => name)).toEqual(odooServer.tools.map(({ name }) => name));
    for (const { name, title, description, inputSchema, outputSchema, annotations } of tools) {
      expect(title, name).toBeTruthy();
      expect(description?.length, name).toBeGreaterThan(60);
      expect(outputSchema, name).toBeDefined();
      expect(Object.keys(annotations ?? {}).length, name).toBeGreaterThanOrEqual(4);
      for (const [argument, schema] of Object.entries(inputSchema.properties ?? {})) {
        expect(schema, `${name}, ${argument}`).toHaveProperty('description');
      }
    }
  });

  test('every tool takes and tells language, clock and company, except where only the clock counts', () => {
    const without = (part: 'input' | 'output') =>
      odooServer.tools.filter((tool) => !('context' in tool[part].shape)).map(({ name }) => name);
    const byClock = ['find_free_slots', 'book_appointment', 'list_appointments', 'cancel_appointment'];
    expect(without('input')).toEqual([...byClock, 'list_models']);
    expect(without('output')).toEqual([...byClock, 'list_models']);
    for (const { name, input, output } of odooServer.tools) {
      if (byClock.includes(name))
        expect([input.shape, output.shape]).toMatchObject([{ time_zone: {} }, { time_zone: {} }]);
    }
  });

  test('no argument has a schema of alternatives, which many models cannot follow', async () => {
    const under = await startSandboxUnderTest('json2', 15, 19, everything);
    const tools = await under.server.tools().finally(under.close);
    const complicated = tools.filter(({ inputSchema }) =>
      /"(anyOf|oneOf|allOf|\$ref)"/.test(JSON.stringify(inputSchema)),
    );
    expect(complicated.map(({ name }) => name)).toEqual([]);
  });

  test('every tool is part of a journey over both APIs, stand-ins and the real Odoo', () => {
    const journeys = ['sale', 'care', 'any-model']
      .map((name) => readFileSync(new URL(`./${name}.test.ts`, import.meta.url), 'utf8'))
      .concat(readFileSync(new URL('./testing/appointments.ts', import.meta.url), 'utf8'));
    const missing = odooServer.tools.filter(
      ({ name }) => !journeys.some((text) => text.includes(`'${name}'`)),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test.each(odooServer.tools.map((tool) => [tool.name, tool] as const))(
    '%s needs the right scope',
    (_name, tool) => {
      expect(tool.scope).toBe(tool.annotations.readOnlyHint ? 'odoo:read' : 'odoo:write');
    },
  );

  test('tools that concern a customer take the customer from the token', async () => {
    const under = await startSandboxUnderTest('json2');
    try {
      const offered = await under.server.tools({ customer: { partner: 1, phone: '+5511987654321' } });
      for (const { inputSchema } of offered) {
        expect(Object.keys(inputSchema.properties ?? {})).not.toContain('partner_id');
        expect(Object.keys(inputSchema.properties ?? {})).not.toContain('phone');
        expect(Object.keys(inputSchema.properties ?? {})).not.toContain('email');
      }
      expect((await under.server.tools({ scopes: ['odoo:read'] })).map(({ name }) => name)).toEqual([
        'find_customer',
        'search_products',
        'check_availability',
        'get_order',
        'list_customer_orders',
        'get_invoice_status',
        'find_free_slots',
        'list_appointments',
        'list_models',
        'describe_model',
        'search_records',
        'count_records',
        'get_records',
        'list_attachments',
        'aggregate_records',
      ]);
    } finally {
      await under.close();
    }
  });
});
