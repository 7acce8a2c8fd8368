import { afterEach, expect, test } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { type StandIns, startStandIns } from './stand-ins.ts';

const started: StandIns[] = [];
afterEach(async () => {
  for (const standIns of started.splice(0)) await standIns.close();
});

async function start(environment: Record<string, string>): Promise<StandIns> {
  const standIns = await startStandIns(loadConfig(environment));
  started.push(standIns);
  return standIns;
}

const odoo = {
  ODOO_URL: 'https://erp.example',
  ODOO_DB: 'shop',
  ODOO_USERNAME: 'crews@shop.example',
  ODOO_API_KEY: 'f3a9c1',
};
const production = {
  ...odoo,
  ENVIRONMENT: 'production',
  JWT_SECRET: '5f1d3c0b9a8e7f6d5c4b3a29180f7e6d',
  QDRANT_URL: 'https://qdrant.example',
  CHATWOOT_URL: 'https://chat.example',
  CHATWOOT_ACCOUNT_ID: '3',
  CHATWOOT_API_KEY: 'b81d0e',
  CHATWOOT_WEBHOOK_SECRET: 'c0ffee',
  CHATWOOT_WEBHOOK_TOKEN: '7d1e6b0c',
  OPENAI_API_KEY: 'a0b1c2',
};

test('what is not configured is stood in for, and its variables lead there', async () => {
  const { names, variables } = await start({});
  expect(names).toEqual(['odoo', 'qdrant', 'chatwoot', 'model']);
  expect(() => loadConfig(variables)).not.toThrow();
  expect((await fetch(`${variables.QDRANT_URL}/collections`, keyOf(variables))).status).toBe(200);
});

const keyOf = ({ QDRANT_API_KEY: key }: Record<string, string>) => ({
  headers: key ? { 'api-key': key } : {},
});

test('what is configured is left to itself', async () => {
  expect((await start(odoo)).names).toEqual(['qdrant', 'chatwoot', 'model']);
  expect((await start({ ...odoo, OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' })).names).not.toContain('model');
});

test('companies of a file have their own Odoo and Chatwoot', async () => {
  expect((await start({ TENANTS_FILE: 'tenants.yaml' })).names).toEqual(['qdrant', 'model']);
});

test('production has none: what is missing is named', async () => {
  expect((await start(production)).names).toEqual([]);
  await expect(start({ ...production, QDRANT_URL: '', OPENAI_API_KEY: '' })).rejects.toThrow(
    'these are not set: QDRANT_URL, OPENAI_API_KEY.',
  );
});
