import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import type { Odoo, OdooApi } from '#adapters/odoo/port.ts';
import { type OdooTarget, targetsOf } from '#adapters/odoo/testing/odoo-targets.ts';
import { type OdooSeries, type SandboxOdoo, startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { startTestServer, type TestServer } from '../../kit/testing.ts';
import { odooServer } from '../definition.ts';

/** mcp-odoo over real HTTP in front of an Odoo, and a connection of its own to look behind it. */
export interface OdooUnderTest {
  server: TestServer;
  odoo: Odoo;
  close(): Promise<void>;
}

/** Both APIs, as rows for `describe.each`. */
export const apis: OdooApi[] = ['xmlrpc', 'json2'];

/** mcp-odoo in front of the Odoo that these settings name. */
export async function startOdooUnderTest(
  { settings }: OdooTarget,
  timeoutSeconds = 15,
  environment: Record<string, string> = {},
): Promise<OdooUnderTest> {
  const odoo = connectOdoo(settings);
  const server = await startTestServer(odooServer, {
    ODOO_URL: settings.url,
    ODOO_DB: settings.db,
    ODOO_USERNAME: settings.username,
    ODOO_PASSWORD: settings.password ?? '',
    ODOO_API_KEY: settings.apiKey ?? '',
    ODOO_API: settings.api ?? '',
    ODOO_TIMEOUT_SECONDS: String(timeoutSeconds),
    ...environment,
  });
  const close = async () => {
    await server.close();
    odoo.close();
  };
  return { server, odoo, close };
}

/** The same in front of a stand-in of its own. */
export async function startSandboxUnderTest(
  api: OdooApi,
  timeoutSeconds?: number,
  version: OdooSeries = 19,
  environment: Record<string, string> = {},
): Promise<OdooUnderTest & { sandbox: SandboxOdoo }> {
  const sandbox = await startSandboxOdoo({ version });
  const target = targetsOf('stand-in', sandbox).find((candidate) => candidate.api === api);
  if (!target) throw new Error(`no target speaks ${api}`);
  const started = await startOdooUnderTest(target, timeoutSeconds, environment);
  const close = async () => {
    await started.close();
    await sandbox.close();
  };
  return { ...started, sandbox, close };
}
