import { afterAll, describe, it } from 'vitest';
import { describeOdooConformance } from './conformance.ts';
import { startSandboxOdoo } from './start.ts';

const odoo = await startSandboxOdoo();
afterAll(() => odoo.close());
describeOdooConformance('the stand-in', odoo);

const {
  ODOO_TEST_URL: url,
  ODOO_TEST_DB: db,
  ODOO_TEST_USERNAME: username,
  ODOO_TEST_PASSWORD: password,
  ODOO_TEST_API_KEY: apiKey,
} = process.env;

if (url && db && username && password && apiKey) {
  describeOdooConformance('the real Odoo', { url, db, username, password, apiKey });
} else {
  describe('the real Odoo', () => {
    it.skip('is left out: set ODOO_TEST_URL, _DB, _USERNAME, _PASSWORD and _API_KEY to run against it');
  });
}
