import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SandboxOdoo, startSandboxOdoo } from './start.ts';

let odoo: SandboxOdoo;

beforeAll(async () => {
  odoo = await startSandboxOdoo();
});
afterAll(() => odoo.close());

it('listens on loopback and tells its version without a login', async () => {
  const response = await fetch(`${odoo.url}/web/version`);
  expect(odoo.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await response.json()).toEqual({ version_info: [19, 0, 0, 'final', 0, ''], version: '19.0' });
});
