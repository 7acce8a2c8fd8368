import type { Item, SearchItem, SearchOperation } from '@langchain/langgraph-checkpoint';
import { loadScript } from '../script.ts';
import { matchesFilter } from './store-filter.ts';
import type { StoreIndex } from './store-index.ts';
import { decodeItem, readItems, rootsOf, runOnRoot, type StoreContext } from './store-items.ts';
import { encodeNamespace } from './store-names.ts';

const scanScript = loadScript('store-common', 'store-scan');
const pageSize = 500;
/** With a filter more hits are asked for than are wanted, because some of them will not fit. */
const hitsForFilter = 5;

/**
 * The items at or below a namespace that fit the filter: nearest to the query first when there is one and the store
 * has an index, else the most recently updated first.
 */
export async function searchItems(context: StoreContext, operation: SearchOperation): Promise<SearchItem[]> {
  const { offset = 0, limit = 10, query } = operation;
  const found =
    query && context.index
      ? await searchByMeaning(context, context.index, operation, query)
      : await searchByFilter(context, operation);
  return found.slice(offset, offset + limit);
}

async function searchByMeaning(
  context: StoreContext,
  index: StoreIndex,
  { namespacePrefix, filter = {}, offset = 0, limit = 10 }: SearchOperation,
  query: string,
): Promise<SearchItem[]> {
  const wanted = (offset + limit) * (Object.keys(filter).length > 0 ? hitsForFilter : 1);
  const hits = (await index.search(namespacePrefix, query, wanted)).filter(({ namespace }) =>
    namespacePrefix.every((label, position) => namespace[position] === label),
  );
  const items = await readItems(context, hits);
  // The index may know items that have expired since.
  return hits.flatMap(({ score }, position) => {
    const item = items[position];
    return item && matchesFilter(item.value, filter) ? [{ ...item, score }] : [];
  });
}

async function searchByFilter(
  context: StoreContext,
  { namespacePrefix, filter = {} }: SearchOperation,
): Promise<SearchItem[]> {
  const found: SearchItem[] = [];
  for await (const root of rootsOf(context, namespacePrefix[0])) {
    const namespace = namespacePrefix.length === 0 ? [root] : namespacePrefix;
    for await (const item of scanItems(context, namespace)) {
      if (matchesFilter(item.value, filter)) found.push({ ...item, score: undefined } as SearchItem);
    }
  }
  return found.sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
}

async function* scanItems(context: StoreContext, namespace: string[]): AsyncGenerator<Item> {
  const [root = ''] = namespace;
  let last = '';
  do {
    const args = [context.lifetimeOnRead, encodeNamespace(namespace), last, pageSize];
    const reply = await runOnRoot(context, 'read', scanScript, root, args);
    const [next, page] = reply as [Buffer, Buffer[]];
    for (let i = 0; i < page.length; i += 2) {
      yield await decodeItem(context, page[i]?.toString() ?? '', page[i + 1] ?? Buffer.of());
    }
    last = next.toString();
  } while (last !== '');
}
