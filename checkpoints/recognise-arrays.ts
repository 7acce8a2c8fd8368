import { arrayOf, type Run, shareElements } from './array-elements.ts';
import { getTupleScript } from './get-tuple.ts';
import { type KnownArray, type KnownArrays, knownArray, nothingKnown } from './known-arrays.ts';
import { encodeId, encodeName } from './names.ts';
import { changedChannels } from './prepare-values.ts';
import type { TuplesReply } from './read-tuples.ts';
import type { NewCheckpoint } from './save-checkpoint.ts';
import type { SaverContext } from './saver-context.ts';
import { decodeFields, elementsOf } from './stored-values.ts';
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

  const args = ['', encodeName(address.namespace), encodeId(parentId)];
  const reply = (await context.run('read', getTupleScript, address.threadId, args)) as TuplesReply;
  const [epoch, [parent], loaded] = reply;
  if (!parent) return nothingKnown;
  const storedValues = new Map(decodeFields(parent[2]).map(({ channel, stored }) => [channel, stored]));
  const arrays = new Map<string, KnownArray>();
  for (const { channel, value } of channels) {
    const stored = storedValues.get(channel);
    const runs = stored && 'runs' in stored ? stored.runs : [];
    const elements = elementsOf(loaded, runs).map((element) => element.toString('latin1'));
    const present = arrayOf(value) ?? [];
    const dumped = await Promise.all(present.map((element) => dumpTyped(context.serde, element)));
    const shared = shareElements(dumped.map(latin1), { elements, runs });
    arrays.set(channel, knownArray(withoutAdded(present, shared.runs)));
  }
  return { epoch: epoch.toString(), arrays };
}

/** The bytes as text, to be compared. */
function latin1(dumped: string | Buffer): string {
  return (typeof dumped === 'string' ? Buffer.from(dumped) : dumped).toString('latin1');
}

/** Only the elements that are stored. */
function withoutAdded(elements: readonly unknown[], runs: readonly Run[]) {
  let index = 0;
  const stored = runs.flatMap((run) => {
    index += run.count;
    return run.added ? [] : elements.slice(index - run.count, index);
  });
  return { elements: stored, runs: runs.filter((run) => !run.added) };
}
