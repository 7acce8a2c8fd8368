import type {
  GetOperation,
  Item,
  ListNamespacesOperation,
  SerializerProtocol,
} from '@langchain/langgraph-checkpoint';
import { CheckpointError } from '../checkpoint-error.ts';
import { runGuarded } from '../run-guarded.ts';
import { scanHashTags } from '../scan-hash-tags.ts';
import { loadScript, type RedisConnection, runScript, type Script, type ScriptArgument } from '../script.ts';
import { splitAtNul } from '../split-at-nul.ts';
import { dumpTyped, loadTyped } from '../typed-value.ts';
import { selectNamespaces } from './list-namespaces.ts';
import type { StoreIndex } from './store-index.ts';
import { decodeItemName, decodeNamespace, encodeItemName, encodeNamespace, rootKeys } from './store-names.ts';

const getScript = loadScript('store-common', 'store-get');
const putScript = loadScript('store-common', 'store-put');
const deleteScript = loadScript('store-common', 'store-delete');
const namespacesScript = loadScript('store-common', 'store-namespaces');

/** What the operations of the store share. */
export interface StoreContext {
  redis: RedisConnection;
  prefix: string;
  serde: SerializerProtocol;
  lifetime: number | '';
  lifetimeOnRead: number | '';
  maximumItems: number;
  maximumItemBytes: number;
  index: StoreIndex | undefined;
}

/** Runs a script on all namespaces with one first label. */
export function runOnRoot(
  context: StoreContext,
  kind: 'read' | 'write',
  script: Script,
  root: string,
  args: readonly ScriptArgument[],
): Promise<unknown> {
  return runGuarded(kind, () => runScript(context.redis, script, rootKeys(context.prefix, root), args));
}

/** The items of these names, in one round trip for each first label; `null` for one that is not there. */
export async function readItems(
  context: StoreContext,
  wanted: readonly Pick<GetOperation, 'namespace' | 'key'>[],
): Promise<(Item | null)[]> {
  const names = wanted.map(({ namespace, key }) => encodeItemName(namespace, key));
  const found = new Map<string, Item>();
  const byRoot = Map.groupBy(names.keys(), (index) => wanted[index]?.namespace[0] ?? '');
  await Promise.all(
    [...byRoot].map(async ([root, indexes]) => {
      const asked = indexes.map((index) => names[index] ?? '');
      const args = [context.lifetimeOnRead, ...asked];
      const values = (await runOnRoot(context, 'read', getScript, root, args)) as (Buffer | null)[];
      for (const [position, name] of asked.entries()) {
        const value = values[position];
        if (value) found.set(name, await decodeItem(context, name, value));
      }
    }),
  );
  return names.map((name) => found.get(name) ?? null);
}

/** Stores an item, and removes the least recently updated one of a full namespace. */
export async function putItem(
  context: StoreContext,
  namespace: string[],
  key: string,
  value: Record<string, unknown>,
  fields: false | string[] | undefined,
): Promise<void> {
  const typed = await dumpTyped(context.serde, value);
  const bytes = Buffer.byteLength(typed);
  if (bytes > context.maximumItemBytes) throw tooLarge(bytes, context.maximumItemBytes);
  const args = [context.lifetime, encodeNamespace(namespace), encodeItemName(namespace, key), typed];
  const [root = ''] = namespace;
  const gone = (await runOnRoot(context, 'write', putScript, root, [
    ...args,
    context.maximumItems,
  ])) as Buffer[];
  if (!context.index) return;
  if (fields === false) await context.index.delete(namespace, key);
  else await context.index.put(namespace, key, value, fields);
  for (const name of gone) {
    const item = decodeItemName(name.toString());
    await context.index.delete(item.namespace, item.key);
  }
}

/** Deletes one item, or without a key all at or below a namespace. Returns how many there were. */
export async function deleteItems(context: StoreContext, namespace: string[], key?: string): Promise<number> {
  const [root = ''] = namespace;
  const args = key === undefined ? [1, encodeNamespace(namespace)] : [0, encodeItemName(namespace, key)];
  const count = (await runOnRoot(context, 'write', deleteScript, root, args)) as number;
  if (key === undefined) await context.index?.deleteAll(namespace);
  else await context.index?.delete(namespace, key);
  return count;
}

/** The namespaces that hold items. One round trip with a prefix; without one the database is scanned. */
export async function listNamespaces(
  context: StoreContext,
  operation: ListNamespacesOperation,
): Promise<string[][]> {
  const prefix = operation.matchConditions?.find(({ matchType }) => matchType === 'prefix')?.path[0];
  const namespaces: string[][] = [];
  for await (const root of rootsOf(context, prefix === '*' ? undefined : prefix)) {
    const found = (await runOnRoot(context, 'read', namespacesScript, root, [])) as Buffer[];
    namespaces.push(...found.map((namespace) => decodeNamespace(namespace.toString())));
  }
  return selectNamespaces(namespaces, operation);
}

/** The first labels to look at: the given one, or all that there are. */
export async function* rootsOf(context: StoreContext, root: string | undefined): AsyncGenerator<string> {
  if (root !== undefined) yield root;
  else yield* scanHashTags(context.redis, context.prefix, ':index');
}

/** An item from its name and its stored value; see `lua/store-common.lua`. */
export async function decodeItem(context: StoreContext, name: string, value: Buffer): Promise<Item> {
  const { parts, rest } = splitAtNul(value, 2);
  const [created, updated] = parts;
  return {
    ...decodeItemName(name),
    value: (await loadTyped(context.serde, rest)) as Item['value'],
    createdAt: new Date(Number(created) / 1000),
    updatedAt: new Date(Number(updated) / 1000),
  };
}

function tooLarge(bytes: number, maximum: number): CheckpointError {
  return new CheckpointError(`An item has ${bytes} bytes; the store takes at most ${maximum}`, {
    code: 'value_too_large',
    retryable: false,
    written: 'no',
    fix: 'Remember less of it, or raise maximumItemBytes.',
  });
}
