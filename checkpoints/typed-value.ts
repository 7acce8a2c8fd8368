import type { SerializerProtocol } from '@langchain/langgraph-checkpoint';
import type { Run } from './array-elements.ts';
import { CheckpointError } from './checkpoint-error.ts';
import { QuickSerializer } from './quick-serializer.ts';

/**
 * A value as the serializer writes it: `head`, `type \0` and its bytes. The commonest type, `json`, is left out. As text
 * where it can be, which ioredis sends in one piece.
 */
export async function dumpTyped(
  serde: SerializerProtocol,
  value: unknown,
  head = '',
): Promise<string | Buffer> {
  const text = serde instanceof QuickSerializer ? serde.textOf(value) : undefined;
  if (text !== undefined) return `${head}\0${text}`;
  const [type, bytes] = await serde.dumpsTyped(value);
  return Buffer.concat([Buffer.from(`${head}${type === 'json' ? '' : type}\0`), bytes]);
}

/** The value of what `dumpTyped` wrote; a `CheckpointError` (`unreadable_value`) when it cannot be read. */
export async function loadTyped(serde: SerializerProtocol, stored: Buffer): Promise<unknown> {
  const end = stored.indexOf(0);
  const type = stored.toString('utf8', 0, end) || 'json';
  const bytes = stored.subarray(end + 1);
  // Binary values are handed out as they are, so they must not be a view of the whole reply.
  if (type !== 'json') return readable(serde.loadsTyped(type, new Uint8Array(bytes)));
  return readable(serde.loadsTyped(type, bytes.toString()));
}

/** The values of an array's elements; one that is not in Redis any more is an error, never a gap. */
export async function loadElements(
  serde: SerializerProtocol,
  elements: readonly Buffer[],
  runs: readonly Run[],
): Promise<unknown[]> {
  const expected = runs.reduce((sum, run) => sum + run.count, 0);
  const present = elements.filter((element) => element.length > 0).length;
  if (present < expected) throw missingElements(expected - present);
  return Promise.all(elements.map((element) => loadTyped(serde, element)));
}

async function readable<Value>(loading: Promise<Value>): Promise<Value> {
  try {
    return await loading;
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    throw new CheckpointError('A stored value cannot be read', {
      code: 'unreadable_value',
      retryable: false,
      written: 'no',
      fix: 'Read it with the serializer that wrote it.',
      cause: error,
    });
  }
}

function missingElements(count: number): CheckpointError {
  return new CheckpointError(`${count} elements of an array are no longer in Redis`, {
    code: 'incomplete_thread',
    retryable: false,
    written: 'no',
    fix: 'Check that nothing but the saver deletes or expires its keys, and that maxmemory-policy is noeviction.',
  });
}
