import type { Interrupt, StateSnapshot } from '@langchain/langgraph';

/**
 * The questions that a thread waits in. A task that has its result keeps those that it asked before, until the next
 * checkpoint is written; a process that ended in between leaves a thread that waits for nothing.
 */
export function openInterrupts({ tasks }: Pick<StateSnapshot, 'tasks'>): Interrupt[] {
  return tasks.filter(({ result }) => result === undefined).flatMap(({ interrupts }) => interrupts);
}
