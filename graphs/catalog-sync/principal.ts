import type { Principal } from '#identity/principal.ts';
import { catalogSyncContext } from './state.ts';

/** The sync acts for no customer: it copies what every customer may see. */
export function syncPrincipal(context: unknown): Principal {
  const { tenant } = catalogSyncContext.parse(context ?? {});
  return { subject: 'catalog-sync', tenant, scopes: ['odoo:read', 'qdrant:read', 'qdrant:write'] };
}
