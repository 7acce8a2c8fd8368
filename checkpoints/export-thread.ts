import { JsonPlusSerializer } from '@langchain/langgraph-checkpoint';
import { CheckpointError } from './checkpoint-error.ts';
import { threadKeys } from './names.ts';
import { runGuarded } from './run-guarded.ts';
import type { SaverContext } from './saver-context.ts';
import { splitAtNul } from './split-at-nul.ts';
import { loadTyped } from './typed-value.ts';

/** The first line of an export. */
export const exportFormat = 'langgraph-redis-thread/1';

/**
 * One line of an export. `place` is all that stands before the value in Redis, in the order of `lua/common.lua`;
 * values are JSON as LangGraph's own serializer writes it, in the clear, or base64 where they are binary.
 */
export type ExportLine =
  | { format: typeof exportFormat; thread_id: string; trimmed: number }
  | { checkpoint: string[]; metadata: ExportedValue }
  | { write: string[]; value: ExportedValue }
  | { write: string[]; array: string }
  | { element: ExportedValue | null }
  | { field: string[]; value: ExportedValue }
  | { field: string[]; array: string };

/** A value as LangGraph's own serializer writes it. */
export type ExportedValue = { json: unknown } | { base64: string };

const pageSize = 500;
const plain = new JsonPlusSerializer();

/**
 * Everything of a thread as JSON lines, readable and without its encryption: a backup, or the answer to a
 * person who asks for their data. A thread that is written meanwhile is exported as it was at the start, with
 * some newer values that nothing refers to.
 */
export async function* exportThread(context: SaverContext, threadId: string): AsyncGenerator<string> {
  const { redis, serde } = context;
  const keys = threadKeys(context.prefix, threadId);
  const exported = async (typed: Buffer): Promise<ExportedValue> => {
    const [type, bytes] = await plain.dumpsTyped(await loadTyped(serde, typed));
    const buffer = Buffer.from(bytes);
    return type === 'json' ? { json: JSON.parse(buffer.toString()) } : { base64: buffer.toString('base64') };
  };
  const exportedOrArray = async (stored: Buffer) =>
    stored.toString('latin1', 0, 1) === 'a'
      ? { array: stored.toString().replace(/;.*/, '') }
      : { value: await exported(stored.subarray(1)) };

  const checkpoints = await read(() => redis.zrangeBuffer(keys.checkpoints, '0', '-1'));
  if (checkpoints.length === 0) throw notFound();
  const trimmed = Number(await read(() => redis.hget(keys.values, 'trimmed')));
  yield line({ format: exportFormat, thread_id: threadId, trimmed });

  for (const member of checkpoints) {
    const { parts, rest } = splitAtNul(member, 6);
    yield line({ checkpoint: parts, metadata: await exported(rest) });
  }
  for (let at = 0, page: Buffer[]; ; at += pageSize) {
    page = await read(() => redis.zrangeBuffer(keys.writes, `${at}`, `${at + pageSize - 1}`));
    for (const member of page) {
      const { parts, rest } = splitAtNul(member, 6);
      yield line({ write: parts, ...(await exportedOrArray(rest)) });
    }
    if (page.length < pageSize) break;
  }
  const seen = new Set<string>();
  for (let cursor = '0'; ; ) {
    const [next, page] = await read(() => redis.hscanBuffer(keys.values, cursor, 'COUNT', pageSize));
    for (let i = 0; i < page.length; i += 2) {
      const [field, value] = [page[i]?.toString() ?? '', page[i + 1] ?? Buffer.of()];
      if (!field.includes('\0') || seen.has(field)) continue;
      seen.add(field);
      yield line({ field: field.split('\0'), ...(await exportedOrArray(value)) });
    }
    cursor = next.toString();
    if (cursor === '0') break;
  }
  for (let at = 0, page: Buffer[]; ; at += pageSize) {
    page = await read(() => redis.lrangeBuffer(keys.elements, at, at + pageSize - 1));
    for (const element of page)
      yield line({ element: element.length === 0 ? null : await exported(element) });
    if (page.length < pageSize) break;
  }
}

function read<Reply>(operation: () => Promise<Reply>): Promise<Reply> {
  return runGuarded('read', operation);
}

function line(content: ExportLine): string {
  return `${JSON.stringify(content)}\n`;
}

function notFound(): CheckpointError {
  return new CheckpointError('There is no such thread', {
    code: 'not_found',
    retryable: false,
    written: 'no',
  });
}
