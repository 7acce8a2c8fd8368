import type { Schemas } from '@qdrant/js-client-rest';

export type Filter = Schemas['Filter'];
export type Condition = Schemas['Condition'];

/** What isolates tenants in a shared collection: this condition stands in every request that reads or deletes. */
export function tenantFilter(tenant: string, ...conditions: Condition[]): Filter & { must: Condition[] } {
  return { must: [{ key: 'tenant', match: { value: tenant } }, ...conditions] };
}
