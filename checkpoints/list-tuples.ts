import type { RunnableConfig } from '@langchain/core/runnables';
import type { CheckpointListOptions, CheckpointTuple } from '@langchain/langgraph-checkpoint';
import { addressOf } from './checkpoint-address.ts';
import { decodeHead } from './checkpoint-member.ts';
import { encodeId, encodeName } from './names.ts';
import { readTuple, type TuplesReply } from './read-tuples.ts';
import type { SaverContext } from './saver-context.ts';
import { scanHashTags } from './scan-hash-tags.ts';
import { loadScript } from './script.ts';
import { loadTyped } from './typed-value.ts';

const listScript = loadScript('common', 'read-common', 'list');
const largestPage = 50;

interface ListQuery {
  /** Undefined: all namespaces. */
  namespace: string | undefined;
  /** Only this checkpoint. */
  id: string | undefined;
  /** Only ids below this one. */
  before: string | undefined;
  filter: Record<string, unknown>;
  pageSize: number;
}

/** Checkpoints, newest first by id, page by page; what the consumer does not take is not read. */
export async function* listTuples(
  context: SaverContext,
  config: RunnableConfig,
  options: CheckpointListOptions,
): AsyncGenerator<CheckpointTuple> {
  const { before, limit = Number.POSITIVE_INFINITY, filter = {} } = options;
  if (limit <= 0) return;
  const address = addressOf(config);
  const query: ListQuery = {
    namespace: config.configurable?.checkpoint_ns,
    id: config.configurable?.checkpoint_id || undefined,
    before: before?.configurable?.checkpoint_id || undefined,
    filter,
    pageSize: Math.min(limit, largestPage),
  };
  let left = limit;
  const tuples = address ? listThread(context, address.threadId, query) : listThreads(context, query);
  for await (const tuple of tuples) {
    yield tuple;
    left -= 1;
    if (left === 0) return;
  }
}

async function* listThread(
  context: SaverContext,
  threadId: string,
  query: ListQuery,
): AsyncGenerator<CheckpointTuple> {
  let last = { id: '', namespace: '' };
  while (true) {
    const args = [
      encodeName(query.namespace ?? ''),
      query.namespace === undefined ? 1 : 0,
      encodeId(query.before ?? ''),
      encodeId(last.id),
      encodeName(last.namespace),
      query.pageSize,
    ];
    const [, page, runs] = (await context.run('read', listScript, threadId, args)) as TuplesReply;
    for (const raw of page) {
      const head = decodeHead(raw[0]);
      last = head;
      if (query.id !== undefined && head.id !== query.id) continue;
      const metadata = await loadTyped(context.serde, head.metadata);
      if (!matches(metadata as Record<string, unknown>, query.filter)) continue;
      yield (await readTuple(context.serde, threadId, raw, runs)).tuple;
    }
    if (page.length < query.pageSize) return;
  }
}

/** Merges the threads, which each come newest first. */
async function* listThreads(context: SaverContext, query: ListQuery): AsyncGenerator<CheckpointTuple> {
  const heads: { next: CheckpointTuple; rest: AsyncGenerator<CheckpointTuple> }[] = [];
  for await (const threadId of scanHashTags(context.redis, context.prefix, ':checkpoints')) {
    const rest = listThread(context, threadId, query);
    const first = await rest.next();
    if (!first.done) heads.push({ next: first.value, rest });
  }
  while (heads.length > 0) {
    const newest = heads.reduce((a, b) => (b.next.checkpoint.id > a.next.checkpoint.id ? b : a));
    yield newest.next;
    const following = await newest.rest.next();
    if (following.done) heads.splice(heads.indexOf(newest), 1);
    else newest.next = following.value;
  }
}

function matches(metadata: Record<string, unknown>, filter: Record<string, unknown>): boolean {
  return Object.entries(filter).every(([key, value]) => metadata[key] === value);
}
