import type { CheckpointMetadata } from '@langchain/langgraph-checkpoint';

/** What decides whether a checkpoint is kept. */
export interface PruneCandidate {
  namespace: string;
  id: string;
  parentId: string;
  metadata: CheckpointMetadata;
  interrupted: boolean;
}

/**
 * Which checkpoints of one thread stay: the newest of each namespace; the open ends that wait for an answer to
 * an interrupt; the ancestors from which delta channels of these are rebuilt; and the points at which a branch
 * with kept checkpoints left another. Those of a subgraph's single run go with the checkpoint that ran it.
 */
export function selectKept<Candidate extends PruneCandidate>(
  candidates: readonly Candidate[],
  keepLast: number,
): Set<Candidate> {
  const byId = new Map(candidates.map((candidate) => [keyOf(candidate, candidate.id), candidate]));
  const children = new Map<string, number>();
  for (const candidate of candidates) {
    const parent = keyOf(candidate, candidate.parentId);
    children.set(parent, (children.get(parent) ?? 0) + 1);
  }
  const isOpenInterrupt = (candidate: Candidate) =>
    candidate.interrupted && !children.has(keyOf(candidate, candidate.id));

  const kept = new Set<Candidate>();
  const outermostFirst = Map.groupBy(candidates, ({ namespace }) => namespace);
  for (const namespace of [...outermostFirst.keys()].sort((a, b) => a.length - b.length)) {
    const newestFirst = (outermostFirst.get(namespace) ?? []).toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const useful = newestFirst.filter((candidate) => !belongsToRemovedRun(candidate));
    for (const [rank, candidate] of useful.entries()) {
      if (rank < keepLast || isOpenInterrupt(candidate)) kept.add(candidate);
    }
  }

  for (const candidate of [...kept]) {
    let ancestor = byId.get(keyOf(candidate, candidate.parentId));
    for (let steps = stepsSinceSnapshot(candidate); ancestor && steps > 0; steps -= 1) {
      kept.add(ancestor);
      ancestor = byId.get(keyOf(ancestor, ancestor.parentId));
    }
    const parent = byId.get(keyOf(candidate, candidate.parentId));
    if (parent && (children.get(keyOf(parent, parent.id)) ?? 0) > 1) kept.add(parent);
  }
  return kept;

  /** A namespace with a task id in it, `node:task`, is never continued by a later run. */
  function belongsToRemovedRun({ namespace, metadata }: Candidate): boolean {
    if (!namespace.includes(':')) return false;
    const caller = metadata.parents?.[''];
    const root = caller === undefined ? undefined : byId.get(keyOf({ namespace: '' }, caller));
    return caller !== undefined && !(root && kept.has(root));
  }
}

/** How many ancestors back the oldest snapshot lies that a delta channel of this checkpoint needs. */
function stepsSinceSnapshot({ metadata }: PruneCandidate): number {
  const counters = Object.values(metadata.counters_since_delta_snapshot ?? {});
  return Math.max(0, ...counters.map(([, supersteps]) => supersteps));
}

function keyOf({ namespace }: { namespace: string }, id: string): string {
  return `${namespace}\0${id}`;
}
