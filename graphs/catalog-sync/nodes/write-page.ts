import type { Runtime } from '@langchain/langgraph';
import { z } from 'zod';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { syncPrincipal } from '../principal.ts';
import type { CatalogSyncState } from '../state.ts';

/** Writes a page into the catalogue; the same product again takes the place of itself. */
export function writePage({ toolbox }: Pick<GraphDependencies, 'toolbox'>) {
  return async ({ page, copied }: CatalogSyncState, runtime: Pick<Runtime, 'context' | 'signal'>) => {
    if (page.length === 0) return { page: [] };
    await toolbox.call({
      tool: 'qdrant_upsert_documents',
      arguments: { collection: 'products', documents: page },
      principal: syncPrincipal(runtime.context),
      signal: runtime.signal,
      output: z.object({}),
    });
    return { page: [], copied: copied + page.length };
  };
}
