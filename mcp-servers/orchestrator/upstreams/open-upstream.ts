import type { Principal } from '#identity/principal.ts';
import type { Tokens } from '#identity/tokens.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { UpstreamSettings } from '../settings/gateway-settings.ts';
import { guardRequests, type Send } from './guard-requests.ts';
import { openLink } from './open-link.ts';
import { type WatchedUpstream, watchUpstream } from './watch-upstream.ts';

/** One MCP server behind the gateway: watched in the background, and asked through a circuit breaker. */
export interface Upstream extends WatchedUpstream {
  send: Send;
}

export interface OpenUpstreamOptions {
  tokens: Pick<Tokens, 'mint'>;
  /** A longer answer is dropped. */
  maxBytes: number;
  /** As whom its lists are read. */
  principal: Principal;
  refreshMs?: number | undefined;
  logger: Logger;
}

/** Does not wait for the upstream: `refresh` does. */
export function openUpstream(settings: UpstreamSettings, options: OpenUpstreamOptions): Upstream {
  const { tokens, maxBytes, ...rest } = options;
  const link = openLink(settings, { tokens, maxBytes });
  const watched = watchUpstream({ settings, link, ...rest });
  return { ...watched, send: guardRequests(watched) };
}
