import { hasScope, type Principal } from '#identity/principal.ts';
import { matchTemplate } from '../../kit/resource-templates.ts';
import { scopeKey } from '../../kit/tool-catalogue.ts';
import type { Catalogue } from '../catalogue/build-catalogue.ts';
import type { Upstream } from '../upstreams/open-upstream.ts';

/** The upstream that has a resource, by its address or by a template; undefined where this principal may not read it. */
export function resourceHome(
  { resources, resourceTemplates }: Pick<Catalogue, 'resources' | 'resourceTemplates'>,
  uri: string,
  principal: Principal,
): Upstream | undefined {
  const listed =
    resources.get(uri) ??
    resourceTemplates.find(({ listing }) => matchTemplate(listing.uriTemplate, uri) !== undefined);
  return listed && mayUse(listed.listing, principal) ? listed.upstream : undefined;
}

/** Whether a principal has the scope that a listing names; one that names none is for everybody. */
export function mayUse(
  { _meta }: { _meta?: Record<string, unknown> | undefined },
  principal: Principal,
): boolean {
  const scope = _meta?.[scopeKey];
  return typeof scope !== 'string' || hasScope(principal, scope);
}
