import { load } from '@langchain/core/load';
import type { Serializable } from '@langchain/core/load/serializable';
import { JsonPlusSerializer, type SerializerProtocol } from '@langchain/langgraph-checkpoint';
import type { Run } from './array-elements.ts';
import { CheckpointError } from './checkpoint-error.ts';

/**
 * A value as the serializer writes it: `head`, `type \0` and its bytes. The commonest type, `json`, is left out. As text
 * where the default serializer would write just that: a message then takes half the time, plain JSON a third.
 */
export async function dumpTyped(
  serde: SerializerProtocol,
  value: unknown,
  head = '',
): Promise<string | Buffer> {
  const json = isDefaultSerde(serde) ? plainJsonOf(value) : undefined;
  if (json !== undefined) return `${head}\0${JSON.stringify(json)}`;
  const [type, bytes] = await serde.dumpsTyped(value);
  return Buffer.concat([Buffer.from(`${head}${type === 'json' ? '' : type}\0`), bytes]);
}

/** The same in nothing but what JSON has, when the default serializer would write it so. */
function plainJsonOf(value: unknown): unknown {
  if (!isMessage(value)) return isPlain(value, 0) ? value : undefined;
  const json = value.toJSON();
  return json.type === 'constructor' && isPlain(json.kwargs, 0) ? json : undefined;
}

/** Whether it is one of LangChain's objects that say how they are written. */
function isMessage(value: unknown): value is Serializable {
  return value instanceof Object && 'lc_serializable' in value && 'toJSON' in value;
}

/** Deeper than this, or round in a circle, is the serializer's business. */
const deepest = 8;

/** Whether it is nothing but what JSON has. Nothing of LangChain's own, which says so by `lc`. */
function isPlain(value: unknown, depth: number): boolean {
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    typeof value === 'number'
  ) {
    return true;
  }
  if (typeof value !== 'object' || depth > deepest) return false;
  if (Array.isArray(value)) return value.every((element) => isPlain(element, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  if ('lc' in value || 'lg_name' in value || 'toJSON' in value) return false;
  for (const key in value) {
    if (!isPlain((value as Record<string, unknown>)[key], depth + 1)) return false;
  }
  return true;
}

/** The value of what `dumpTyped` wrote; a `CheckpointError` (`unreadable_value`) when it cannot be read. */
export async function loadTyped(serde: SerializerProtocol, stored: Buffer): Promise<unknown> {
  const end = stored.indexOf(0);
  const type = stored.toString('utf8', 0, end) || 'json';
  const bytes = stored.subarray(end + 1);
  // Binary values are handed out as they are, so they must not be a view of the whole reply.
  if (type !== 'json') return readable(serde.loadsTyped(type, new Uint8Array(bytes)));
  const text = bytes.toString();
  return readable(isMessageText(serde, text) ? load(text) : serde.loadsTyped(type, text));
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

function isDefaultSerde(serde: SerializerProtocol): boolean {
  return serde.constructor === JsonPlusSerializer;
}

/**
 * Whether this is a message, or another of LangChain's objects, that the serializer would hand to LangChain's `load`
 * as it is: after it has parsed it, walked through it and written it again, which takes as long as `load` does. What
 * the serializer wrote in a way of its own, inside of it, has an `lc` of 2.
 */
function isMessageText(serde: SerializerProtocol, text: string): boolean {
  return (
    isDefaultSerde(serde) && text.startsWith('{"lc":1,"type":"constructor",') && !text.includes('"lc":2')
  );
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
