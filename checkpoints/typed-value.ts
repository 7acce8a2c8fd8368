import { JsonPlusSerializer, type SerializerProtocol } from '@langchain/langgraph-checkpoint';
import type { Run } from './array-elements.ts';
import { CheckpointError } from './checkpoint-error.ts';

/** A value as the serializer wrote it: `type \0 bytes`. The commonest type, `json`, is left out. */
export async function dumpTyped(serde: SerializerProtocol, value: unknown): Promise<Buffer> {
  const [type, bytes] = await serde.dumpsTyped(value);
  return Buffer.concat([Buffer.from(type === 'json' ? '\0' : `${type}\0`), bytes]);
}

/** The value of what `dumpTyped` wrote; a `CheckpointError` (`unreadable_value`) when it cannot be read. */
export async function loadTyped(serde: SerializerProtocol, stored: Buffer): Promise<unknown> {
  const end = stored.indexOf(0);
  const type = stored.toString('utf8', 0, end) || 'json';
  const bytes = stored.subarray(end + 1);
  // Binary values are handed out as they are, so they must not be a view of the whole reply.
  return readable(serde.loadsTyped(type, type === 'json' ? bytes : new Uint8Array(bytes)));
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
  if (isDefaultSerde(serde) && elements.every(isJson)) {
    // Much faster than one call for each element, and the same for this serializer.
    const json = elements.map((element) => element.toString('utf8', 1)).join(',');
    return (await readable(serde.loadsTyped('json', `[${json}]`))) as unknown[];
  }
  return Promise.all(elements.map((element) => loadTyped(serde, element)));
}

/** Whether an array is written as its elements are, with commas between them. */
function isDefaultSerde(serde: SerializerProtocol): boolean {
  return serde.constructor === JsonPlusSerializer;
}

async function readable(loading: Promise<unknown>): Promise<unknown> {
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

/** Whether `dumpTyped` wrote it as JSON. */
function isJson(element: Buffer): boolean {
  return element[0] === 0;
}

function missingElements(count: number): CheckpointError {
  return new CheckpointError(`${count} elements of an array are no longer in Redis`, {
    code: 'incomplete_thread',
    retryable: false,
    written: 'no',
    fix: 'Check that nothing but the saver deletes or expires its keys, and that maxmemory-policy is noeviction.',
  });
}
