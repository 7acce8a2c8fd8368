/** What a part carries before it has no more to give. */
export interface Ceiling {
  part: string;
  /** Milliseconds on a processor for one turn; empty where its limit is none of processors. */
  'CPU ms a turn': number | '';
  /** Turns a second of one process of it: JavaScript, and Redis's commands, run on one core. */
  'turns/s of one': number;
  /** How more of it is had. */
  more: string;
}

const ways: Record<string, string> = {
  crews: 'replicas',
  'mcp-orchestrator': 'replicas',
  'mcp-odoo': 'replicas',
  'mcp-qdrant': 'replicas',
  'mcp-chatwoot': 'replicas',
  redis: 'Redis Cluster, or companies apart',
};

/**
 * Which part saturates first: the ceilings of all, the lowest one first.
 *
 * @param cpuMs milliseconds on a processor for one turn, by part; those that nobody deploys, or that have nothing to do with
 *   this turn, are left out.
 * @param chatwoot requests to Chatwoot for one turn, and how many one address may send it in a minute.
 */
export function ceilings(
  cpuMs: Readonly<Record<string, number>>,
  chatwoot: { requestsPerTurn: number; requestsPerMinute: number },
): Ceiling[] {
  const processes = Object.entries(ways).flatMap(([part, more]) => {
    const ms = cpuMs[part] ?? 0;
    return ms > 0 ? [{ part, 'CPU ms a turn': ms, 'turns/s of one': 1_000 / ms, more }] : [];
  });
  const limit: Ceiling = {
    part: `Chatwoot’s limit of requests, ${chatwoot.requestsPerMinute} a minute`,
    'CPU ms a turn': '',
    'turns/s of one': chatwoot.requestsPerMinute / 60 / chatwoot.requestsPerTurn,
    more: 'addresses of mcp-chatwoot, or Chatwoot’s own setting',
  };
  return [...processes, limit].sort((one, other) => one['turns/s of one'] - other['turns/s of one']);
}

/**
 * What machines of so many cores carry when all parts of the system share them evenly, with a reserve: a processor that is
 * always busy lets everything wait.
 */
export function turnsPerSecond(cpuMs: Readonly<Record<string, number>>, cores: number, load = 0.6): number {
  const total = Object.keys(ways).reduce((sum, part) => sum + (cpuMs[part] ?? 0), 0);
  return (cores * 1_000 * load) / total;
}
