import { JsonPlusSerializer } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import { CheckpointError } from './checkpoint-error.ts';
import { type ExportedValue, exportFormat } from './export-thread.ts';
import { type ThreadKeys, threadKeys } from './names.ts';
import { runGuarded } from './run-guarded.ts';
import type { SaverContext } from './saver-context.ts';
import { loadScript, runScript } from './script.ts';
import { dumpTyped } from './typed-value.ts';

const finishScript = loadScript('common', 'import-finish');
const linesAtOnce = 500;
/** What an import that was broken off leaves behind goes by itself. */
const stagedSeconds = 3600;
const plain = new JsonPlusSerializer();

const valueSchema = z.union([z.object({ json: z.unknown() }), z.object({ base64: z.string() })]);
const memberSchema = z.array(z.string().regex(/^[^\0]*$/)).length(6);
const arraySchema = z.string().regex(/^ad?\d+:\d+(,\d+:\d+)*$/);
const fieldSchema = z.array(z.string().regex(/^[^\0]*$/)).length(3);
const headerSchema = z.object({
  format: z.literal(exportFormat),
  thread_id: z.string().min(1),
  trimmed: z.int().min(0),
});
const lineSchema = z.union([
  z.object({ checkpoint: memberSchema, metadata: valueSchema }),
  z.object({ write: memberSchema, array: arraySchema }),
  z.object({ write: memberSchema, value: valueSchema }),
  z.object({ element: valueSchema.nullable() }),
  z.object({ field: fieldSchema, array: arraySchema }),
  z.object({ field: fieldSchema, value: valueSchema }),
]);
type Line = z.infer<typeof lineSchema>;

/**
 * Brings back a thread from the lines of `exportThread`, under its own id or another. It appears at once or not
 * at all; a `CheckpointError` says when there is such a thread already (`thread_exists`) or a line is wrong
 * (`invalid_export`). Returns the thread's id.
 */
export async function importThread(
  context: SaverContext,
  lines: AsyncIterable<string> | Iterable<string>,
  otherThreadId?: string,
): Promise<string> {
  let target: { threadId: string; staged: ThreadKeys } | undefined;
  let waiting: Line[] = [];
  for await (const text of lines) {
    if (text.trim() === '') continue;
    if (!target) {
      const header = parseLine(headerSchema, text);
      const threadId = otherThreadId ?? header.thread_id;
      target = { threadId, staged: stagedKeys(context, threadId) };
      await context.redis.hset(target.staged.values, { epoch: context.newName(), trimmed: header.trimmed });
      continue;
    }
    waiting.push(parseLine(lineSchema, text));
    if (waiting.length < linesAtOnce) continue;
    await stage(context, target.staged, waiting);
    waiting = [];
  }
  if (!target) throw invalidExport('it is empty');
  await stage(context, target.staged, waiting);

  const keys = [
    ...Object.values(threadKeys(context.prefix, target.threadId)),
    ...Object.values(target.staged),
  ];
  const done = await runGuarded('write', () =>
    runScript(context.redis, finishScript, keys, [context.lifetime]),
  );
  if (done !== 1) throw threadExists();
  return target.threadId;
}

function stagedKeys(context: SaverContext, threadId: string): ThreadKeys {
  const keys = threadKeys(context.prefix, threadId);
  const suffix = `:import-${context.newName()}`;
  return {
    checkpoints: keys.checkpoints + suffix,
    writes: keys.writes + suffix,
    values: keys.values + suffix,
    elements: keys.elements + suffix,
  };
}

async function stage(context: SaverContext, keys: ThreadKeys, lines: readonly Line[]): Promise<void> {
  const members: Record<'checkpoints' | 'writes', (string | Buffer)[]> = { checkpoints: [], writes: [] };
  const fields: (string | Buffer)[] = [];
  const elements: (string | Buffer)[] = [];
  const typed = (value: ExportedValue, head = '') => toTyped(context, value, head);
  const stored = async (line: { array: string } | { value: ExportedValue }, head = '') =>
    'array' in line ? head + line.array : typed(line.value, `${head}v`);
  const headOf = (parts: string[]) => `${parts.join('\0')}\0`;

  for (const line of lines) {
    if ('checkpoint' in line) members.checkpoints.push(await typed(line.metadata, headOf(line.checkpoint)));
    else if ('write' in line) members.writes.push(await stored(line, headOf(line.write)));
    else if ('element' in line) elements.push(line.element ? await typed(line.element) : '');
    else fields.push(line.field.join('\0'), await stored(line));
  }

  const pipeline = context.redis.pipeline();
  for (const kind of ['checkpoints', 'writes'] as const) {
    if (members[kind].length > 0) pipeline.zadd(keys[kind], ...members[kind].flatMap((one) => [0, one]));
  }
  if (fields.length > 0) pipeline.hset(keys.values, ...fields);
  if (elements.length > 0) pipeline.rpush(keys.elements, ...elements);
  for (const key of Object.values(keys)) pipeline.expire(key, stagedSeconds);
  await runGuarded('write', async () => {
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  });
}

async function toTyped(context: SaverContext, value: ExportedValue, head: string): Promise<string | Buffer> {
  const revived =
    'base64' in value
      ? new Uint8Array(Buffer.from(value.base64, 'base64'))
      : await plain.loadsTyped('json', JSON.stringify(value.json));
  return dumpTyped(context.serde, revived, head);
}

function parseLine<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw invalidExport('a line is no JSON', error);
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw invalidExport('a line is none of an export', parsed.error);
  return parsed.data;
}

function invalidExport(problem: string, cause?: unknown): CheckpointError {
  return new CheckpointError(`This is no export of a thread: ${problem}`, {
    code: 'invalid_export',
    retryable: false,
    written: 'no',
    cause,
  });
}

function threadExists(): CheckpointError {
  return new CheckpointError('There is a thread of this id already', {
    code: 'thread_exists',
    retryable: false,
    written: 'no',
    fix: 'Delete it first, or import under another id.',
  });
}
