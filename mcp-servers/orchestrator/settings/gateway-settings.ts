import type { UpstreamEntry } from './gateway-file.ts';

/** One MCP server behind the gateway, as the settings want it; secrets are read. */
export interface UpstreamSettings {
  /** Also the audience of the tokens that are minted for it. */
  name: string;
  /** Goes before the names of its tools and prompts: `odoo` makes `odoo_search_records`; empty leaves them. */
  prefix: string;
  target: HttpTarget | ProcessTarget;
  /** Patterns of its own tool names; the others are not offered. */
  tools: readonly string[];
  timeoutMs: number;
  /** `lock`: a tool that the lockfile does not know is set aside; `open`: it is offered. */
  trust: UpstreamEntry['trust'];
}

interface HttpTarget {
  kind: 'http';
  url: string;
  /** True for our own servers: each request carries a token that is minted for its principal. */
  mint: boolean;
  /** Credentials of the gateway itself, for foreign servers. */
  headers: Readonly<Record<string, string>>;
}

interface ProcessTarget {
  kind: 'process';
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}

export interface GatewaySettings {
  upstreams: readonly UpstreamSettings[];
  /** What each crew may call at most, as patterns; who is not named is bound by scopes alone. */
  crews: Readonly<Record<string, readonly string[]>>;
}
