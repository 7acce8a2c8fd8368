import { AsyncLocalStorage } from 'node:async_hooks';

/** Which turn a tool is called for, through a graph that knows nothing of turns. */
const turns = new AsyncLocalStorage<() => void>();

/** @param commit called before each tool that may change something, wherever in the work that is. */
export function withCommit<Result>(commit: () => void, work: () => Promise<Result>): Promise<Result> {
  return turns.run(commit, work);
}

/** For the toolbox: a tool that may change something is about to be called. @throws What the turn's `commit` throws. */
export function commitTurn(): void {
  turns.getStore()?.();
}
