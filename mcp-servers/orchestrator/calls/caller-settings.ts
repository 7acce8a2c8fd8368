import { LimitError, NotFoundError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { Announcement, LogLevel, Subscription } from '../../kit/provider.ts';
import type { GatewayCatalogue } from '../catalogue/gateway-catalogue.ts';
import type { Upstream } from '../upstreams/open-upstream.ts';
import { resourceHome } from './resource-home.ts';

const mostResources = 1_000;
const mostCallers = 1_000;

/** What callers set for later: how much is logged, and which resources they watch. */
export interface CallerSettings {
  /** Whether an upstream can do it, so that the gateway may claim it. */
  canLog(): boolean;
  canSubscribe(): boolean;
  setLogLevel(level: LogLevel): void;
  /** @throws NotFoundError when there is no such resource for this caller; LimitError when all watch too many. */
  subscribe(subscription: Subscription): void;
  unsubscribe(subscription: Subscription): void;
  /** Whether an announcement is for this caller. */
  isFor(principal: Principal, announcement: Announcement): boolean;
}

/** @param upstreams are asked as the gateway, which then tells those of its callers who want to know. */
export function callerSettings(
  upstreams: readonly Upstream[],
  catalogue: Pick<GatewayCatalogue, 'current'>,
): CallerSettings {
  const watched = new Map<string, { home: Upstream; callers: Set<string> }>();
  for (const upstream of upstreams) {
    upstream.onChange(() => {
      // One that restarted has forgotten what is watched.
      for (const [uri, { home }] of watched) if (home === upstream) home.tell('resources/subscribe', { uri });
    });
  }
  const logging = () => upstreams.filter(({ offer }) => offer().capabilities.logging !== undefined);

  /** Tells the upstream, at the first caller who wants to know. */
  const watch = (uri: string, home: Upstream) => {
    if (watched.size >= mostResources) throw new LimitError('Too many resources are watched here.');
    const entry = { home, callers: new Set<string>() };
    watched.set(uri, entry);
    home.tell('resources/subscribe', { uri });
    return entry;
  };

  return {
    canLog: () => logging().length > 0,
    canSubscribe: () =>
      upstreams.some(({ offer }) => {
        const resources = offer().capabilities.resources as { subscribe?: unknown } | undefined;
        return resources?.subscribe === true;
      }),
    setLogLevel(level) {
      for (const upstream of logging()) upstream.tell('logging/setLevel', { level });
    },
    subscribe({ uri, principal }) {
      const home = resourceHome(catalogue.current(), uri, principal);
      if (!home) throw new NotFoundError(`There is no resource "${uri}".`);
      const { callers } = watched.get(uri) ?? watch(uri, home);
      if (callers.size >= mostCallers) throw new LimitError('Too many callers watch this resource.');
      callers.add(keyOf(principal));
    },
    unsubscribe({ uri, principal }) {
      const callers = watched.get(uri)?.callers;
      callers?.delete(keyOf(principal));
      // The upstream may go on telling: what nobody watches is told to nobody.
      if (callers?.size === 0) watched.delete(uri);
    },
    isFor: (principal, announcement) =>
      announcement.method !== 'notifications/resources/updated' ||
      watched.get(announcement.params.uri)?.callers.has(keyOf(principal)) === true,
  };
}

function keyOf({ tenant, subject, customer, conversation }: Principal): string {
  return JSON.stringify([tenant, subject, customer, conversation]);
}
