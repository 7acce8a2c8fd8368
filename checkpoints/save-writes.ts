import { type PendingWrite, WRITES_IDX_MAP } from '@langchain/langgraph-checkpoint';
import { arrayOf } from './array-elements.ts';
import type { CheckpointAddress } from './checkpoint-address.ts';
import { encodeId, encodeName } from './names.ts';
import type { SaverContext } from './saver-context.ts';
import { loadScript, type ScriptArgument } from './script.ts';
import { dumpTyped, isDefaultSerde, isJson } from './typed-value.ts';

/** What a task adds to a conversation are a few messages; a whole history is no news. */
const mostFresh = 32;
const [open, comma, close] = ['\0[', ',', ']'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];

const putWritesScript = loadScript('common', 'put-writes');

/** What one task wrote. */
export interface TaskWrites {
  address: CheckpointAddress & { id: string };
  taskId: string;
  taskPath: string;
  writes: PendingWrite[];
}

/**
 * Saves a task's writes in one round trip. A write that is there already stays, so that a repeated task changes
 * nothing; only when all are special ones (errors, interrupts, resumes) do they replace what is there.
 */
export async function saveWrites(context: SaverContext, task: TaskWrites): Promise<void> {
  if (task.writes.length === 0) return;
  const { namespace, id, threadId } = task.address;
  const overwrite = task.writes.every(([channel]) => channel in WRITES_IDX_MAP);
  const members = await Promise.all(
    task.writes.map(async ([channel, value], index) => [
      WRITES_IDX_MAP[channel] ?? index,
      Buffer.concat([
        Buffer.from(`${encodeName(task.taskPath)}\0${encodeName(channel)}\0v`),
        await dumpWrite(context, value),
      ]),
    ]),
  );
  const args: ScriptArgument[] = [
    context.lifetime,
    context.newEpoch(),
    [encodeName(namespace), encodeId(id), encodeId(task.taskId)].join('\0'),
    overwrite ? 1 : 0,
    ...members.flat(),
  ];
  await context.run('write', putWritesScript, threadId, args);
  context.written('putWrites', args);
}

/** As `dumpTyped`; the elements of a short array are remembered for the `put` that follows. */
async function dumpWrite({ serde, fresh }: SaverContext, value: unknown): Promise<Buffer> {
  const elements = isDefaultSerde(serde) ? arrayOf(value) : undefined;
  if (!elements || elements.length > mostFresh) return dumpTyped(serde, value);
  const dumped = await Promise.all(elements.map((element) => dumpTyped(serde, element)));
  if (!dumped.every(isJson)) return dumpTyped(serde, value);
  for (const [index, element] of elements.entries()) fresh.remember(element, dumped[index] ?? Buffer.of());
  const parts = dumped.flatMap((element, index) => [index === 0 ? open : comma, element.subarray(1)]);
  return Buffer.concat([...parts, close]);
}
