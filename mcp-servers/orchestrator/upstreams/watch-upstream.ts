import type { McpLink } from '#adapters/mcp/link.ts';
import { describeError } from '#errors/describe-error.ts';
import type { Principal } from '#identity/principal.ts';
import type { Logger } from '#telemetry/logger.ts';
import { hashOf } from '../catalogue/canonical-json.ts';
import type { UpstreamSettings } from '../settings/gateway-settings.ts';
import { emptyOffer, type Offer, readOffer } from './read-offer.ts';

const retryMs = 500;
const defaultRefreshMs = 15_000;

interface UpstreamOptions {
  settings: UpstreamSettings;
  link: McpLink;
  /** As whom its lists are read. */
  principal: Principal;
  /** How long its lists count as fresh; 15 seconds by default. */
  refreshMs?: number | undefined;
  logger: Logger;
}

/** Whether a change was found by this process, or read because another replica told of it. */
export type ChangeCause = 'found' | 'told';

/** One MCP server behind the gateway, with what it offered when last seen. */
export interface WatchedUpstream {
  settings: UpstreamSettings;
  link: McpLink;
  /** Empty until it was reached once; kept while it is away. */
  offer(): Offer;
  /** `ok`, or why its lists cannot be had at present. */
  state(): string;
  /** Reads its lists at once; does not fail. */
  refresh(cause?: ChangeCause): Promise<void>;
  /** Told after each change of its offer or its state. */
  onChange(listener: (cause: ChangeCause) => void): void;
  close(): Promise<void>;
}

/**
 * Watches an upstream in the background: a missing one never holds anything up, is asked again twice a
 * second, and comes back by itself.
 */
export function watchUpstream(options: UpstreamOptions): WatchedUpstream {
  const { settings, link, principal, refreshMs = defaultRefreshMs, logger } = options;
  const listeners: ((cause: ChangeCause) => void)[] = [];
  let offer = emptyOffer;
  let offerHash = '';
  let state = 'not reached yet';
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let closed = false;

  const read = async (cause: ChangeCause) => {
    const before = `${state} ${offerHash}`;
    try {
      const found = await readOffer(link, principal);
      if (state !== 'ok')
        logger.info({ upstream: settings.name, tools: found.tools.length }, 'upstream is there');
      offer = found;
      offerHash = hashOf(found);
      state = 'ok';
    } catch (error) {
      if (state === 'ok') logger.warn({ upstream: settings.name }, 'upstream is gone');
      state = describeError(error).message;
    }
    if (`${state} ${offerHash}` === before) return;
    for (const listener of listeners) listener(cause);
  };

  /** One reading at a time, and the next one some time after it. */
  const refresh = (cause: ChangeCause = 'found'): Promise<void> => {
    clearTimeout(timer);
    running ??= read(cause).finally(() => {
      running = undefined;
      if (!closed) timer = setTimeout(() => refresh(), state === 'ok' ? refreshMs : retryMs).unref();
    });
    return running;
  };
  link.onAnnouncement((method) => {
    if (method.endsWith('/list_changed')) void refresh();
  });

  return {
    settings,
    link,
    offer: () => offer,
    state: () => state,
    refresh,
    onChange: (listener) => void listeners.push(listener),
    async close() {
      closed = true;
      clearTimeout(timer);
      await link.close();
    },
  };
}
