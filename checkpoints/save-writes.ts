import { type PendingWrite, WRITES_IDX_MAP } from '@langchain/langgraph-checkpoint';
import { arrayOf } from './array-elements.ts';
import type { CheckpointAddress } from './checkpoint-address.ts';
import { encodeId, encodeName } from './names.ts';
import type { SaverContext } from './saver-context.ts';
import { loadScript, type ScriptArgument } from './script.ts';
import { dumpTyped } from './typed-value.ts';

/** What a task adds to a conversation are a few messages; a whole history is no news. */
const mostElements = 32;

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
  const prefix = [encodeName(namespace), encodeId(id), encodeId(task.taskId)].join('\0');
  const mark = context.newName();
  const members = await Promise.all(
    task.writes.map(async ([channel, value], position): Promise<ScriptArgument[]> => {
      const index = WRITES_IDX_MAP[channel] ?? position;
      const head = `${encodeName(task.taskPath)}\0${encodeName(channel)}\0`;
      const elements = overwrite ? undefined : lastingElements(value);
      if (!elements) {
        return [index, Buffer.concat([Buffer.from(`${head}v`), await dumpTyped(context.serde, value)]), 0];
      }
      for (const [at, element] of elements.entries()) {
        context.fresh.remember(element, { threadId, place: `${prefix}\0${index}`, mark, index: at });
      }
      const dumped = await Promise.all(elements.map((element) => dumpTyped(context.serde, element)));
      return [index, head, dumped.length, ...dumped];
    }),
  );
  const args = [context.lifetime, context.newName(), prefix, overwrite ? 1 : 0, mark, ...members.flat()];
  await context.run('write', putWritesScript, threadId, args);
  context.written('putWrites', args);
}

/**
 * The elements of a write that its channel will have as they are. A message without an id is given one on its way
 * into the channel, and would be stored twice among the elements.
 */
function lastingElements(value: unknown): readonly object[] | undefined {
  const elements = arrayOf(value);
  if (!elements || elements.length > mostElements) return undefined;
  return elements.every((element) => 'id' in element && typeof element.id === 'string')
    ? elements
    : undefined;
}
