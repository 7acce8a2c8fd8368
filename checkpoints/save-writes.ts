import { type PendingWrite, WRITES_IDX_MAP } from '@langchain/langgraph-checkpoint';
import { arrayOf } from './array-elements.ts';
import type { CheckpointAddress } from './checkpoint-address.ts';
import type { ElementPlace } from './fresh-writes.ts';
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
  const overwrite = task.writes.every(([channel]) => channel in WRITES_IDX_MAP);
  const lasting = task.writes.map(([, value]) => (overwrite ? undefined : lastingElements(value)));
  const saved = sendWrites(context, task, lasting, overwrite);
  for (const [position, elements] of lasting.entries()) {
    for (const [index, element] of (elements ?? []).entries()) {
      const place = saved.then((reply) => placeOf(reply, position, index), unknown);
      context.fresh.remember(task.address.threadId, element, place);
    }
  }
  await saved;
}

/** The life of the thread, and where the elements of each write begin; -1 for one whose elements were not added. */
type Reply = [epoch: Buffer, ...starts: number[]];

async function sendWrites(
  context: SaverContext,
  { address, taskId, taskPath, writes }: TaskWrites,
  lasting: readonly (readonly object[] | undefined)[],
  overwrite: boolean,
): Promise<Reply> {
  const prefix = [encodeName(address.namespace), encodeId(address.id), encodeId(taskId)].join('\0');
  const members = await Promise.all(
    writes.map(async ([channel, value], position): Promise<ScriptArgument[]> => {
      const index = WRITES_IDX_MAP[channel] ?? position;
      const head = `${encodeName(taskPath)}\0${encodeName(channel)}\0`;
      const elements = lasting[position];
      if (!elements) return [index, await dumpTyped(context.serde, value, `${head}v`), 0];
      const dumped = await Promise.all(elements.map((element) => dumpTyped(context.serde, element)));
      return [index, head, dumped.length, ...dumped];
    }),
  );
  const args = [context.lifetime, context.newName(), prefix, overwrite ? 1 : 0, ...members.flat()];
  const reply = (await context.run('write', putWritesScript, address.threadId, args)) as Reply;
  context.written('putWrites', args);
  return reply;
}

function placeOf([epoch, ...starts]: Reply, position: number, index: number): ElementPlace | undefined {
  const start = starts[position] ?? -1;
  return start < 0 ? undefined : { epoch: epoch.toString(), address: start + index };
}

const unknown = () => undefined;

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
