import type { Tool } from '#adapters/mcp/sdk.ts';
import { type Principal, principalClass } from '#identity/principal.ts';
import { listingFor } from '../../kit/tool-catalogue.ts';
import type { Upstream } from '../upstreams/open-upstream.ts';
import { buildCatalogue, type Catalogue } from './build-catalogue.ts';
import type { CrewPolicy } from './crew-policy.ts';
import type { Lock } from './lockfile.ts';

/** The catalogue of all upstreams, built anew when one of them changes and never on a call. */
export interface GatewayCatalogue {
  current(): Catalogue;
  /** The tools that this principal may call, as it may see them. */
  toolsFor(principal: Principal): Tool[];
  /** Told after each change, with the upstream that changed. */
  onChange(listener: (upstream: Upstream) => void): void;
}

const mostListings = 100;

export function gatewayCatalogue(
  upstreams: readonly Upstream[],
  { lock, policy }: { lock: Lock; policy: CrewPolicy },
): GatewayCatalogue {
  const listeners: ((upstream: Upstream) => void)[] = [];
  /** By what a listing depends on: scopes, what is bound, and the crew's allow-list. */
  const listings = new Map<string, Tool[]>();
  let catalogue = buildCatalogue(upstreams, lock);

  for (const upstream of upstreams) {
    upstream.onChange(() => {
      catalogue = buildCatalogue(upstreams, lock);
      listings.clear();
      for (const listener of listeners) listener(upstream);
    });
  }

  return {
    current: () => catalogue,
    toolsFor(principal) {
      const key = `${policy.classOf(principal)} ${principalClass(principal)}`;
      let listing = listings.get(key);
      if (!listing) {
        listing = [...catalogue.tools.values()]
          .filter(({ name }) => policy.allows(principal, name))
          .flatMap((tool) => listingFor(tool.listing, principal) ?? []);
        if (listings.size >= mostListings) listings.clear();
        listings.set(key, listing);
      }
      return listing;
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
