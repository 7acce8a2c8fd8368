import type { Tokens } from '#identity/tokens.ts';
import { type Lock, lockOf } from '#mcp-servers/orchestrator/catalogue/lockfile.ts';
import type { GatewaySettings } from '#mcp-servers/orchestrator/settings/gateway-settings.ts';
import { openUpstream } from '#mcp-servers/orchestrator/upstreams/open-upstream.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { ownLock } from './own-lock.ts';

export interface LockOptions {
  /** The lock until now; what cannot be reached keeps its part of it. */
  before: Lock;
  settings: Pick<GatewaySettings, 'upstreams'>;
  tokens: Pick<Tokens, 'mint'>;
  tenant: string;
  maxBytes: number;
}

/** The lock of everything behind the gateway, and what a person should know of the changes, one line each. */
export async function lockAll({ before, settings, ...options }: LockOptions): Promise<{
  lock: Lock;
  notes: string[];
}> {
  const lock = ownLock();
  const notes: string[] = [];
  for (const upstream of settings.upstreams) {
    const { name } = upstream;
    if (lock[name]) continue;
    const found = await lockUpstream(upstream, options);
    lock[name] = typeof found === 'string' ? (before[name] ?? {}) : found;
    if (typeof found === 'string') notes.push(`${name}: kept as it was, since ${found}`);
  }
  notes.push(...Object.entries(lock).flatMap(([name, tools]) => changesOf(name, before[name] ?? {}, tools)));
  return { lock, notes };
}

/** @returns why it could not be read, as text. */
async function lockUpstream(
  settings: GatewaySettings['upstreams'][number],
  { tokens, tenant, maxBytes }: Pick<LockOptions, 'tokens' | 'tenant' | 'maxBytes'>,
): Promise<Lock[string] | string> {
  const principal = { subject: 'mcp-orchestrator', tenant, scopes: ['*'] };
  const upstream = openUpstream(settings, { tokens, maxBytes, principal, logger: silentLogger });
  await upstream.refresh();
  await upstream.close();
  return upstream.state() === 'ok' ? lockOf(upstream.offer().tools) : upstream.state();
}

function changesOf(
  upstream: string,
  before: Record<string, string>,
  after: Record<string, string>,
): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => {
      const change = before[name] === undefined ? 'new' : after[name] === undefined ? 'gone' : 'changed';
      return `${upstream}: ${name} is ${change}`;
    });
}
