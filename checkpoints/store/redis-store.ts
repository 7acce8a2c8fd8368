import {
  BaseStore,
  type GetOperation,
  type Item,
  type ListNamespacesOperation,
  type Operation,
  type OperationResults,
  type PutOperation,
  type SearchItem,
  type SearchOperation,
  type SerializerProtocol,
} from '@langchain/langgraph-checkpoint';
import { checkKeyOptions } from '../create-context.ts';
import { QuickSerializer } from '../quick-serializer.ts';
import type { RedisConnection } from '../script.ts';
import type { StoreIndex } from './store-index.ts';
import { deleteItems, listNamespaces, putItem, readItems, type StoreContext } from './store-items.ts';
import { searchItems } from './store-search.ts';

export interface RedisStoreOptions {
  /** Plain Redis 6.2 or newer, or Valkey: standalone, Sentinel or Cluster. */
  redis: RedisConnection;
  /** How all keys begin; without braces. `store:` unless given. */
  prefix?: string;
  /** How values become bytes, for instance encrypted ones. */
  serde?: SerializerProtocol;
  /** How long an item lives after it was put, and whether reading it counts too. For ever unless given. */
  expiry?: { milliseconds: number; refreshOnRead?: boolean };
  /** How many items one namespace holds; the least recently updated one goes first. 1,000 unless given. */
  maximumItems?: number;
  /** How large one item may be, serialised. 256 KiB unless given. */
  maximumItemBytes?: number;
  /** Makes `query` in a search work; without one it is ignored. */
  index?: StoreIndex;
}

/**
 * Long-term memory in plain Redis. Namespaces are matched label by label. All namespaces with the same first label
 * lie on one node of a Cluster, so begin them with what tells customers or tenants apart. Errors are
 * `CheckpointError`.
 */
export class RedisStore extends BaseStore {
  readonly #context: StoreContext;

  constructor(options: RedisStoreOptions) {
    super();
    const { redis, prefix = 'store:', serde = new QuickSerializer(), expiry, index } = options;
    checkKeyOptions(prefix, expiry);
    this.#context = {
      redis,
      prefix,
      serde,
      lifetime: expiry?.milliseconds ?? '',
      lifetimeOnRead: expiry?.refreshOnRead ? expiry.milliseconds : '',
      maximumItems: options.maximumItems ?? 1000,
      maximumItemBytes: options.maximumItemBytes ?? 256 * 1024,
      index,
    };
  }

  /** Reads see what was there before the batch; of several puts of one item the last one counts. */
  override async batch<Op extends Operation[]>(operations: Op): Promise<OperationResults<Op>> {
    const results = await Promise.all(operations.map((operation) => this.#read(operation)));
    const puts = operations.filter((operation): operation is PutOperation => 'value' in operation);
    const last = new Map(puts.map((put) => [JSON.stringify([put.namespace, put.key]), put]));
    await Promise.all([...last.values()].map((put) => this.#put(put)));
    return results as OperationResults<Op>;
  }

  /** Deletes every item at or below a namespace, such as all that is known of one contact. Returns how many. */
  async deleteAll(namespacePrefix: string[]): Promise<number> {
    return deleteItems(this.#context, namespacePrefix);
  }

  async #read(operation: Operation): Promise<Item | null | SearchItem[] | string[][] | undefined> {
    if ('value' in operation) return undefined;
    if ('namespacePrefix' in operation) return searchItems(this.#context, operation as SearchOperation);
    if ('key' in operation) {
      const [item = null] = await readItems(this.#context, [operation as GetOperation]);
      return item;
    }
    return listNamespaces(this.#context, operation as ListNamespacesOperation);
  }

  async #put({ namespace, key, value, index }: PutOperation): Promise<void> {
    if (value === null) await deleteItems(this.#context, namespace, key);
    else await putItem(this.#context, namespace, key, value, index);
  }
}
