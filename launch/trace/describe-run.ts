import {
  type BaseCheckpointSaver,
  type CheckpointTuple,
  WRITES_IDX_MAP,
} from '@langchain/langgraph-checkpoint';

const mostCheckpoints = 500;
const longestText = 100;

/** One super-step: when it ended, which nodes ran, and what they wrote. */
interface Step {
  namespace: string;
  at: number;
  step: number;
  nodes: string[];
  events: string[];
}

/**
 * The last run of a thread as a tree of lines: super-steps with their nodes and milliseconds, tool calls and
 * messages below them, subgraphs indented. Read from the checkpoints, so it needs no tracing.
 *
 * @returns undefined where there is no such thread.
 */
export async function describeRun(saver: BaseCheckpointSaver, threadId: string): Promise<string | undefined> {
  const tuples: CheckpointTuple[] = [];
  const config = { configurable: { thread_id: threadId } };
  for await (const tuple of saver.list(config, { limit: mostCheckpoints })) tuples.push(tuple);
  if (tuples.length === 0) return undefined;
  const chronological = tuples.toReversed().sort((one, other) => timeOf(one) - timeOf(other));
  const start = chronological.findLastIndex(({ metadata, config: { configurable } }) => {
    const isOuter = !configurable?.checkpoint_ns;
    return isOuter && (metadata?.source === 'input' || metadata?.source === 'update');
  });
  const run = chronological.slice(Math.max(0, start));
  const isNew = newTo(run[0]?.checkpoint.channel_values.messages);
  const lines = run.flatMap((tuple, index) => linesOf(stepOf(tuple, isNew), run, index));
  const traceId = run.map(traceOf).findLast(Boolean);
  return [`thread ${threadId}${traceId ? `, trace ${traceId}` : ''}`, ...lines].join('\n');
}

/**
 * Subgraphs and tasks hand whole lists of messages on: each message is told when it is first seen. A node's own
 * message gets its id only when it is taken into the state, and so is known again by its content then.
 */
function newTo(known: unknown): (message: Message) => boolean {
  const ids = new Set(Array.isArray(known) ? (known as Message[]).map(({ id }) => id) : []);
  const withoutId: string[] = [];
  return (message) => {
    const content = JSON.stringify([message.getType?.(), message.content, message.tool_calls]);
    if (message.id === undefined) {
      withoutId.push(content);
      return true;
    }
    if (ids.has(message.id)) return false;
    ids.add(message.id);
    const at = withoutId.indexOf(content);
    if (at >= 0) withoutId.splice(at, 1);
    return at < 0;
  };
}

function stepOf(tuple: CheckpointTuple, isNew: (message: Message) => boolean): Step {
  const writes = tuple.pendingWrites ?? [];
  const written = writes.filter(([, channel]) => channel === 'messages').flatMap(([, , value]) => value);
  const messages = written as Message[];
  const done = new Set(writes.filter(([, channel]) => !(channel in WRITES_IDX_MAP)).map(([task]) => task));
  const asking = writes.filter(([, channel]) => channel === '__interrupt__').map(([task]) => task);
  return {
    namespace: String(tuple.config.configurable?.checkpoint_ns ?? ''),
    at: timeOf(tuple),
    step: tuple.metadata?.step ?? 0,
    nodes: [...new Set(writes.flatMap(([, channel]) => /^branch:to:(.+)$/.exec(channel)?.[1] ?? []))],
    events: [
      ...messages.filter(isNew).flatMap(eventsOf),
      ...asking.map((task) => (done.has(task) ? 'asked, and was answered' : 'waits for an answer')),
    ],
  };
}

function linesOf(
  { namespace, at, step, nodes, events }: Step,
  run: CheckpointTuple[],
  index: number,
): string[] {
  const depth = namespace === '' ? 0 : namespace.split('|').length;
  const indent = '  '.repeat(depth + 1);
  const before = run[index - 1];
  const took = before ? `${Math.max(0, at - timeOf(before))} ms` : '';
  const graph = namespace === '' ? '' : `${namespace.split('|').at(-1)?.split(':')[0]} `;
  const next = nodes.length > 0 ? ` → ${nodes.join(', ')}` : '';
  return [
    `${indent}${graph}step ${step}${next}${took ? `  (${took})` : ''}`,
    ...events.map((event) => `${indent}    ${event}`),
  ];
}

interface Message {
  id?: string;
  content?: unknown;
  name?: string;
  tool_calls?: { name: string }[];
  getType?: () => string;
}

/** Names and kinds, and the beginning of a text: arguments of tools stay out. */
function eventsOf(message: Message): string[] {
  const kind = message?.getType?.() ?? 'message';
  const calls = (message?.tool_calls ?? []).map(({ name }) => `calls ${name}`);
  const text = typeof message?.content === 'string' ? message.content.replaceAll('\n', ' ') : '';
  if (kind === 'tool') return [`answer of ${message.name ?? 'a tool'}`];
  return [
    ...calls,
    ...(text ? [`${kind}: ${text.slice(0, longestText)}${text.length > longestText ? '…' : ''}`] : []),
  ];
}

/** The trace in which a checkpoint was written, where traces were recorded. */
function traceOf({ metadata }: CheckpointTuple): string | undefined {
  const traceId = (metadata as { trace_id?: unknown } | undefined)?.trace_id;
  return typeof traceId === 'string' ? traceId : undefined;
}

function timeOf({ checkpoint }: CheckpointTuple): number {
  return Date.parse(checkpoint.ts);
}
