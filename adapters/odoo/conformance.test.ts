import { test } from 'vitest';
import { type OdooSeries, type SandboxOdoo, startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { describeOdooConformance } from './conformance.ts';
import { connectOdoo } from './connect-odoo.ts';
import { type OdooTarget, realOdooTargets, targetsOf } from './testing/odoo-targets.ts';

const connectTo = ({ api, settings }: OdooTarget, sandbox?: SandboxOdoo) => {
  const odoo = connectOdoo(settings);
  const wrong = settings.apiKey ? { apiKey: 'wrong' } : { password: 'wrong' };
  const stranger = connectOdoo({ ...settings, ...wrong });
  const elsewhere = connectOdoo({ ...settings, db: 'no-such-database' });
  const close = async () => {
    odoo.close();
    elsewhere.close();
    stranger.close();
    await sandbox?.close();
  };
  return { api, odoo, stranger, elsewhere, close };
};

const connectToStandIn = async (api: OdooTarget['api'], version: OdooSeries = 19) => {
  const sandbox = await startSandboxOdoo({ version });
  const target = targetsOf('stand-in', sandbox).find((candidate) => candidate.api === api);
  if (!target) throw new Error(`no target speaks ${api}`);
  return connectTo(target, sandbox);
};

describeOdooConformance('XML-RPC, stand-in', () => connectToStandIn('xmlrpc'));
describeOdooConformance('JSON-2, stand-in', () => connectToStandIn('json2'));
for (const version of [14, 15, 16, 17, 18] as const) {
  describeOdooConformance(`XML-RPC, stand-in of ${version}`, () => connectToStandIn('xmlrpc', version));
}

const realTargets = realOdooTargets(process.env);
for (const target of realTargets) describeOdooConformance(target.name, async () => connectTo(target));
if (realTargets.length === 0)
  test.skip('a real Odoo: left out, as ODOO_TEST_URL and its companions are not set');
