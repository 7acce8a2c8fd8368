import type { CollectionName } from './port.ts';

/**
 * The collection behind a name. The name itself is an alias, so that a rebuilt collection can take its place
 * in one step.
 */
export function firstCollectionOf(name: CollectionName): string {
  return `${name}_v1`;
}
