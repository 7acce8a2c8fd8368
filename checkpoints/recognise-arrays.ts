import { addressElements, arrayOf } from './array-elements.ts';
import { getTupleScript } from './get-tuple.ts';
import { type KnownArray, type KnownArrays, knownArray, nothingKnown } from './known-arrays.ts';
import { encodeName } from './names.ts';
import { changedChannels } from './prepare-values.ts';
import { decodeFields, elementsByAddress, type TuplesReply } from './read-tuples.ts';
import type { NewCheckpoint } from './save-checkpoint.ts';
import type { SaverContext } from './saver-context.ts';
import { dumpTyped } from './typed-value.ts';

/**
 * Finds which elements of a new checkpoint its parent has in Redis, for a process that did not see the parent:
 * those with the same bytes. A serializer that never writes the same bytes twice finds none, and then all are
 * sent.
 */
export async function recogniseArrays(context: SaverContext, entry: NewCheckpoint): Promise<KnownArrays> {
  const { address, parentId, checkpoint, newVersions } = entry;
  const channels = changedChannels(checkpoint, newVersions).filter(({ value }) => arrayOf(value));
  if (parentId === undefined || channels.length === 0) return nothingKnown;

  const args = ['', encodeName(address.namespace), encodeName(parentId)];
  const reply = (await context.run('read', getTupleScript, address.threadId, args)) as TuplesReply;
  const [epoch, [parent], runs] = reply;
  if (!parent) return nothingKnown;
  const bytes = elementsByAddress(runs);
  const stored = new Map(decodeFields(parent[2]).map(({ channel, addresses }) => [channel, addresses]));

  const arrays = new Map<string, KnownArray>();
  for (const { channel, value } of channels) {
    const addresses = stored.get(channel) ?? [];
    const elements = addresses.map((address) => bytes.get(address)?.toString('latin1'));
    const present = arrayOf(value) ?? [];
    const dumped = await Promise.all(present.map((element) => dumpTyped(context.serde, element)));
    const found = addressElements(
      dumped.map((element) => element.toString('latin1')),
      { elements, addresses },
    );
    arrays.set(channel, knownArray(onlyStored(present, found)));
  }
  return { epoch: epoch.toString(), arrays };
}

function onlyStored(elements: readonly unknown[], addresses: readonly number[]) {
  const isStored = (_: unknown, index: number) => (addresses[index] ?? -1) >= 0;
  return { elements: elements.filter(isStored), addresses: addresses.filter((address) => address >= 0) };
}
