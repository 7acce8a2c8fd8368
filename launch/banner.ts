import { requiresTokens } from '#config/rules.ts';
import type { Everything } from './start-everything.ts';

/** What a person is told when everything is up: what is real, what is not, and where to look. */
export function banner(
  everything: Pick<Everything, 'config' | 'standIns' | 'urls' | 'products' | 'chatwoot'>,
  seconds: number,
): string {
  const { config, standIns, urls, products, chatwoot } = everything;
  const part = (name: string, standIn: string, real: string, variable: string) =>
    standIns.includes(name) ? `${standIn} (${variable} names a real one)` : real;
  const rows: [string, string][] = [
    ['Odoo', part('odoo', 'stand-in', config.ODOO_URL ?? '', 'ODOO_URL')],
    ['Qdrant', part('qdrant', 'stand-in', config.QDRANT_URL ?? '', 'QDRANT_URL')],
    ['Chatwoot', part('chatwoot', 'stand-in', config.CHATWOOT_URL ?? '', 'CHATWOOT_URL')],
    ['Model', part('model', 'demo model, no language model', config.OPENAI_MODEL, 'OPENAI_API_KEY')],
    ['State', config.REDIS_URL ? 'Redis' : 'in memory, gone at the end (REDIS_URL keeps it)'],
    ['Auth', requiresTokens(config) ? 'on' : 'off, loopback only (JWT_SECRET switches it on)'],
    ['Catalogue', catalogueLine(products, config.CATALOG_SYNC)],
  ];
  const table = (lines: [string, string][]) =>
    lines.map(([name, value]) => `  ${name.padEnd(18)}${value}`).join('\n');
  const addresses = Object.entries(urls).map<[string, string]>(([name, url]) => [
    name,
    name === 'crews' ? url : `${url}/mcp`,
  ]);
  const where = chatwoot
    ? `Play the customer at ${chatwoot.url}/`
    : `The webhook of the agent bot: ${config.CREWS_URL}/chatwoot/${config.TENANT}/<CHATWOOT_WEBHOOK_TOKEN>`;
  return `\nMCP First\n${table(rows)}\n\n${table(addresses)}\n\nReady in ${seconds.toFixed(1)} s. ${where}\nCtrl-C ends it.\n`;
}

function catalogueLine(products: number | undefined, wanted: boolean): string {
  if (!wanted) return 'not copied (CATALOG_SYNC=false)';
  return products === undefined
    ? 'could not be copied from Odoo; search finds what was there before'
    : `${products} products copied from Odoo`;
}
