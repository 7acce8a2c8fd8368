import type { RunnableConfig } from '@langchain/core/runnables';
import { getCheckpointId } from '@langchain/langgraph-checkpoint';
import { CheckpointError } from './checkpoint-error.ts';

/** Which checkpoint is meant; without an id the newest one of the namespace. */
export interface CheckpointAddress {
  threadId: string;
  namespace: string;
  id?: string | undefined;
}

/** Reads a LangGraph config; `undefined` without a thread id. */
export function addressOf(config: RunnableConfig): CheckpointAddress | undefined {
  const threadId: unknown = config.configurable?.thread_id;
  if (threadId === undefined || threadId === null) return undefined;
  return {
    threadId: nameOf('thread_id', threadId),
    namespace: nameOf('checkpoint_ns', config.configurable?.checkpoint_ns ?? '', true),
    id: getCheckpointId(config) || undefined,
  };
}

/** As `addressOf`; throws a `CheckpointError` (`invalid_config`) without a thread id. */
export function requireAddress(config: RunnableConfig): CheckpointAddress {
  const address = addressOf(config);
  if (!address) throw invalidConfig('thread_id', 'is missing');
  return address;
}

/** The LangGraph config of a checkpoint. */
export function configOf(threadId: string, namespace: string, id: string): RunnableConfig {
  return { configurable: { thread_id: threadId, checkpoint_ns: namespace, checkpoint_id: id } };
}

/** The error for a config that cannot be used. */
export function invalidConfig(field: string, problem: string): CheckpointError {
  return new CheckpointError(`config.configurable.${field} ${problem}`, {
    code: 'invalid_config',
    retryable: false,
    written: 'no',
    fix: `Call the graph with { configurable: { ${field}: '…' } }, a string that is not empty.`,
  });
}

function nameOf(field: string, value: unknown, mayBeEmpty = false): string {
  if (typeof value !== 'string') throw invalidConfig(field, `must be a string, not ${typeof value}`);
  if (value === '' && !mayBeEmpty) throw invalidConfig(field, 'must not be empty');
  return value;
}
