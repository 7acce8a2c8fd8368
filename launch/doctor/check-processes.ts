import { z } from 'zod';
import type { Config } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { createTokens } from '#identity/tokens.ts';
import { type Finding, failed, ok, warning } from './finding.ts';

const readinessSchema = z.object({ status: z.string(), dependencies: z.record(z.string(), z.string()) });

/** Asks each process whether it is there and ready, and whether it takes the tokens of these settings. */
export async function checkProcesses(config: Config): Promise<Finding[]> {
  const processes: Record<string, string> = {
    'mcp-odoo': config.MCP_ODOO_URL,
    'mcp-qdrant': config.MCP_QDRANT_URL,
    'mcp-chatwoot': config.MCP_CHATWOOT_URL,
    'mcp-orchestrator': config.MCP_ORCHESTRATOR_URL,
    crews: config.CREWS_URL,
  };
  return Promise.all(
    Object.entries(processes).map(async ([name, url]) => {
      const finding = await checkProcess(name, url);
      if (finding.state === 'failed' || (await takesTokens(name, url, config))) return finding;
      return failed(
        name,
        'it refuses the tokens of these settings: every call ends in 401',
        'Give all processes the same JWT_SECRET (or key pair) and JWT_ISSUER, and synchronise their clocks.',
      );
    }),
  );
}

/** False only where the process says 401 to a token that was made just now; what it may do is another matter. */
async function takesTokens(name: string, url: string, config: Config): Promise<boolean> {
  const tokens = createTokens(tokenSettings(config));
  if (!tokens.required || !tokens.signs) return true;
  const principal = { subject: 'doctor', tenant: config.TENANT, scopes: [] };
  const headers = { authorization: `Bearer ${await tokens.mint(principal, name)}` };
  const [path, method] = name === 'crews' ? ['/approvals', 'GET'] : ['/tools/list', 'POST'];
  const answer = await fetch(new URL(path, url), { method, headers, signal: AbortSignal.timeout(5_000) });
  await answer.body?.cancel();
  return answer.status !== 401;
}

async function checkProcess(name: string, url: string): Promise<Finding> {
  const address = new URL('/readyz', url);
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
    const body = readinessSchema.safeParse(await answer.json().catch(() => undefined));
    if (!body.success) return failed(name, `${address.origin} is something else`, 'Correct its address.');
    if (body.data.status === 'ok') return ok(name, `ready at ${address.origin}`);
    const ill = Object.entries(body.data.dependencies).filter(([, state]) => state !== 'ok');
    return warning(
      name,
      `${body.data.status}: ${ill.map(([dependency, state]) => `${dependency}: ${state}`).join('; ')}`,
      'Mend what it names; it becomes ready by itself.',
    );
  } catch {
    return failed(
      name,
      `nothing answers at ${address.origin}`,
      `Start it (npm run ${name.replace('mcp-', 'mcp:')}, or npm start for all), or correct its address.`,
    );
  }
}
