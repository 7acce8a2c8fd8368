import type { Runtime } from '@langchain/langgraph';
import { z } from 'zod';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { syncPrincipal } from '../principal.ts';
import type { CatalogSyncState, CatalogueDocument } from '../state.ts';

const pageSize = 100;
const fields = ['display_name', 'default_code', 'barcode', 'lst_price', 'categ_id', 'description_sale'];

const productsSchema = z.object({
  has_more: z.boolean(),
  records: z.array(
    z.object({
      id: z.int().positive(),
      display_name: z.string(),
      default_code: z.string().nullable(),
      barcode: z.string().nullable(),
      lst_price: z.number(),
      categ_id: z.tuple([z.int(), z.string()]).nullable(),
      description_sale: z.string().nullable(),
    }),
  ),
});

/** Reads the next products that can be sold. */
export function readPage({ toolbox }: Pick<GraphDependencies, 'toolbox'>) {
  return async ({ after }: CatalogSyncState, runtime: Pick<Runtime, 'context' | 'signal'>) => {
    const { records, has_more } = await toolbox.call({
      tool: 'odoo_search_records',
      arguments: {
        model: 'product.product',
        // Only products that can be sold on their own; paging by id misses none, whatever changes meanwhile.
        domain: [
          ['sale_ok', '=', true],
          ['id', '>', after],
        ],
        fields,
        order: 'id',
        limit: pageSize,
      },
      principal: syncPrincipal(runtime.context),
      signal: runtime.signal,
      output: productsSchema,
    });
    return {
      page: records.map(documentOf),
      after: records.at(-1)?.id ?? after,
      more: has_more, // not by the count: a page of long texts is cut short
    };
  };
}

function documentOf(product: z.output<typeof productsSchema>['records'][number]): CatalogueDocument {
  const { id, display_name, default_code, barcode, lst_price, categ_id, description_sale } = product;
  return {
    id: String(id),
    // Odoo writes the code before the name: [FUR-750] Furadeira.
    title: display_name.replace(/^\[[^\]]*\]\s*/, ''),
    text: description_sale ?? '',
    price: lst_price,
    ...(default_code ? { sku: default_code } : {}),
    ...(barcode ? { barcode } : {}),
    ...(categ_id ? { category: categ_id[1] } : {}),
  };
}
