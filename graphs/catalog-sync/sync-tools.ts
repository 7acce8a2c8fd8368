import { setTimeout } from 'node:timers/promises';
import type { Runtime } from '@langchain/langgraph';
import { z } from 'zod';
import { LimitError } from '#errors/errors.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { syncPrincipal } from './principal.ts';

/** What every node of the sync is built from. */
export type SyncDependencies = Pick<GraphDependencies, 'toolbox'>;
/** What a node is told of the run. */
export type SyncRuntime = Pick<Runtime, 'context' | 'signal' | 'executionInfo'>;

const pauseMs = 5_000;
/** Longer than a gateway's window of a minute. */
const mostPauses = 18;

/** Calls a tool as the sync. It is in no hurry: where calls are limited it waits for its turn. */
export async function callTool<Output>(
  { toolbox }: SyncDependencies,
  { context, signal }: SyncRuntime,
  tool: string,
  args: Record<string, unknown>,
  output: z.ZodType<Output>,
): Promise<Output> {
  const request = { tool, arguments: args, principal: syncPrincipal(context), signal, output };
  for (let pauses = 0; ; pauses += 1) {
    try {
      return await toolbox.call(request);
    } catch (error) {
      const isLimited = error instanceof LimitError && error.code === 'rate_limited';
      if (!isLimited || pauses >= mostPauses) throw error;
      await setTimeout(pauseMs, undefined, { signal });
    }
  }
}

const idsPageSize = 100;
const odooIdsSchema = z.object({
  has_more: z.boolean(),
  records: z.array(z.object({ id: z.int().positive() })),
});

/** The numbers of all products that are for sale. */
export async function idsInOdoo(dependencies: SyncDependencies, runtime: SyncRuntime): Promise<Set<string>> {
  const ids = new Set<string>();
  let [after, more] = [0, true];
  while (more) {
    const args = {
      model: 'product.product',
      domain: [
        ['sale_ok', '=', true],
        ['id', '>', after],
      ],
      fields: ['id'],
      order: 'id',
      limit: idsPageSize,
    };
    const answer = await callTool(dependencies, runtime, 'odoo_search_records', args, odooIdsSchema);
    for (const { id } of answer.records) ids.add(String(id));
    after = answer.records.at(-1)?.id ?? after;
    more = answer.has_more;
  }
  return ids;
}

const catalogueIdsSchema = z.object({ ids: z.array(z.string()), next_cursor: z.string().nullable() });

/** The ids of all products of the catalogue. */
export async function idsInCatalogue(
  dependencies: SyncDependencies,
  runtime: SyncRuntime,
): Promise<Set<string>> {
  const ids = new Set<string>();
  let cursor: string | null = null;
  do {
    const answer: z.output<typeof catalogueIdsSchema> = await callTool(
      dependencies,
      runtime,
      'qdrant_list_document_ids',
      { collection: 'products', ...(cursor === null ? {} : { cursor }) },
      catalogueIdsSchema,
    );
    for (const id of answer.ids) ids.add(id);
    cursor = answer.next_cursor;
  } while (cursor !== null);
  return ids;
}

const idsPerDeletion = 100;

/** Takes products out of the catalogue; gives how many there were. */
export async function deleteFromCatalogue(
  dependencies: SyncDependencies,
  runtime: SyncRuntime,
  ids: string[],
): Promise<number> {
  let deleted = 0;
  for (let start = 0; start < ids.length; start += idsPerDeletion) {
    const args = { collection: 'products', ids: ids.slice(start, start + idsPerDeletion) };
    const answer = await callTool(
      dependencies,
      runtime,
      'qdrant_delete_documents',
      args,
      z.object({ deleted: z.int() }),
    );
    deleted += answer.deleted;
  }
  return deleted;
}
