import { z } from 'zod';
import type { Config } from '#config/load-config.ts';
import { type Finding, failed, ok, warning } from './finding.ts';

const readinessSchema = z.object({ status: z.string(), dependencies: z.record(z.string(), z.string()) });

/** Asks each process whether it is there and ready. */
export async function checkProcesses(config: Config): Promise<Finding[]> {
  const processes: Record<string, string> = {
    'mcp-odoo': config.MCP_ODOO_URL,
    'mcp-qdrant': config.MCP_QDRANT_URL,
    'mcp-chatwoot': config.MCP_CHATWOOT_URL,
    'mcp-orchestrator': config.MCP_ORCHESTRATOR_URL,
    crews: config.CREWS_URL,
  };
  return Promise.all(Object.entries(processes).map(([name, url]) => checkProcess(name, url)));
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
