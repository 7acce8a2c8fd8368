import type { CheckpointMetadata } from '@langchain/langgraph-checkpoint';
import { CheckpointError } from './checkpoint-error.ts';
import { decodeHead } from './checkpoint-member.ts';
import type { SaverContext } from './saver-context.ts';
import { loadScript } from './script.ts';
import { type PruneCandidate, selectKept } from './select-kept.ts';
import { loadTyped } from './typed-value.ts';

const inspectScript = loadScript('common', 'read-common', 'inspect-thread');
const pruneScript = loadScript('common', 'read-common', 'prune');
const attempts = 5;

/** A checkpoint with its own place and fields, as they are in Redis. */
interface StoredCandidate extends PruneCandidate {
  prefix: string;
  fields: string[];
}

/**
 * Removes all but the newest checkpoints of each namespace of a thread, and those that `selectKept` spares.
 * Returns how many it removed. A thread that is being written is looked at again; after some attempts that is
 * a `CheckpointError` (`thread_busy`), and nothing was removed.
 */
export async function pruneThread(
  context: SaverContext,
  threadId: string,
  keepLast: number,
): Promise<number> {
  if (!Number.isInteger(keepLast) || keepLast < 1) {
    throw new CheckpointError('keepLast must be a whole number from 1 on', {
      code: 'invalid_options',
      retryable: false,
      written: 'no',
    });
  }
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { sizes, candidates } = await inspectThread(context, threadId);
    const kept = selectKept(candidates, keepLast);
    const removed = candidates.filter((candidate) => !kept.has(candidate));
    if (removed.length === 0) return 0;
    const staying = new Set([...kept].flatMap(({ fields }) => fields));
    const leaving = [...new Set(removed.flatMap(({ fields }) => fields))].filter(
      (field) => !staying.has(field),
    );
    const args = [
      sizes,
      context.newName(),
      removed.length,
      ...removed.map(({ prefix }) => prefix),
      leaving.length,
      ...leaving,
      ...staying,
    ];
    if ((await context.run('write', pruneScript, threadId, args)) === 1) return removed.length;
  }
  throw new CheckpointError('The thread is being written all the time', {
    code: 'thread_busy',
    retryable: true,
    written: 'no',
    fix: 'Prune it when no run is active.',
  });
}

async function inspectThread(context: SaverContext, threadId: string) {
  const reply = await context.run('read', inspectScript, threadId, []);
  const [sizes, members, prefixes] = reply as [Buffer, Buffer[], Buffer[]];
  const interrupted = new Set(prefixes.map(String));
  const candidates = await Promise.all(
    members.map(async (member): Promise<StoredCandidate> => {
      const { metadata, ...head } = decodeHead(member);
      const [namespace, id, , , versions = ''] = member.toString('latin1').split('\0', 5);
      const pairs = versions === '' ? [] : versions.split(',');
      return {
        ...head,
        metadata: (await loadTyped(context.serde, metadata)) as CheckpointMetadata,
        interrupted: interrupted.has(`${namespace}\0${id}`),
        prefix: `${namespace}\0${id}`,
        fields: pairs.map((pair) => `${namespace}\0${pair.replace('=', '\0')}`),
      };
    }),
  );
  return { sizes, candidates };
}
