import { BaseMessage } from '@langchain/core/messages';
import { presentMessage, presentOutput } from './present-output.ts';
import type { StreamMode } from './run.ts';

/** Larger events are told of, but not kept: who follows the run finds their content in the thread. */
const maximumBytes = 256 * 1_024;

/** What a graph tells on its way, as JSON for those who follow. */
export function presentChunk(mode: StreamMode, data: unknown): string {
  const text = JSON.stringify(present(mode, data)) ?? 'null';
  const bytes = Buffer.byteLength(text);
  return bytes > maximumBytes ? JSON.stringify({ omitted: 'too_large', bytes }) : text;
}

function present(mode: StreamMode, data: unknown): unknown {
  if (mode === 'messages') return presentToken(data);
  if (!isRecord(data)) return data;
  if (mode === 'values') return presentOutput(data);
  if (mode !== 'updates') return data;
  // By node: what each has written.
  return Object.fromEntries(
    Object.entries(data).map(([node, update]) => [node, isRecord(update) ? presentOutput(update) : update]),
  );
}

/** A piece of a message, and the node that says it. */
function presentToken(data: unknown): unknown {
  const [message, metadata] = Array.isArray(data) ? data : [];
  if (!(message instanceof BaseMessage)) return data;
  const node = isRecord(metadata) ? metadata.langgraph_node : undefined;
  return { ...presentMessage(message), node };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
