import { load } from '@langchain/core/load';
import type { Serializable } from '@langchain/core/load/serializable';
import { JsonPlusSerializer } from '@langchain/langgraph-checkpoint';

/**
 * LangGraph's own serializer, which writes and reads messages and plain JSON without its walks through them: a message in
 * half the time. The bytes and the values are the same.
 */
export class QuickSerializer extends JsonPlusSerializer {
  /** The JSON of a value that needs no walk; `undefined` for others. */
  textOf(value: unknown): string | undefined {
    const json = plainJsonOf(value);
    return json === undefined ? undefined : JSON.stringify(json);
  }

  override async dumpsTyped(value: unknown): Promise<[string, Uint8Array]> {
    const text = this.textOf(value);
    return text === undefined ? super.dumpsTyped(value) : ['json', Buffer.from(text)];
  }

  override async loadsTyped(type: string, data: Uint8Array | string): Promise<unknown> {
    if (type !== 'json') return super.loadsTyped(type, data);
    const text = typeof data === 'string' ? data : Buffer.from(data).toString();
    return isMessageText(text) ? load(text) : super.loadsTyped(type, text);
  }
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

/**
 * Whether this is a message, or another of LangChain's objects, that the serializer would hand to LangChain's `load`
 * as it is: after it has parsed it, walked through it and written it again, which takes as long as `load` does. What
 * the serializer wrote in a way of its own, inside of it, has an `lc` of 2.
 */
function isMessageText(text: string): boolean {
  return text.startsWith('{"lc":1,"type":"constructor",') && !text.includes('"lc":2');
}
