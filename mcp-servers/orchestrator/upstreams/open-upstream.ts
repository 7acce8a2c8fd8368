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
  /** Tells it something as the gateway itself; whether that arrives is not known. */
  tell(method: string, params: Record<string, unknown>): void;
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
  const send = guardRequests(watched);
  return {
    ...watched,
    send,
    tell(method, params) {
      const request = { method, params, principal: options.principal, writes: false };
      // An upstream that is away does not know it when it comes back; its clients are no better off.
      send({ ...request, timeoutMs: settings.timeoutMs }, true).catch(() => undefined);
    },
  };
}
