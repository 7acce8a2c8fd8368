import { describe, expect, it } from 'vitest';
import { type PruneCandidate, selectKept } from './select-kept.ts';

function candidate(id: string, parentId: string, more: Partial<PruneCandidate> = {}): PruneCandidate {
  const metadata = { source: 'loop' as const, step: 0, parents: {} };
  return { namespace: '', id, parentId, metadata, interrupted: false, ...more };
}

function chain(
  length: number,
  more: (step: number) => Partial<PruneCandidate> = () => ({}),
): PruneCandidate[] {
  return Array.from({ length }, (_, i) => candidate(`${i}`, i === 0 ? '' : `${i - 1}`, more(i)));
}

const kept = (candidates: PruneCandidate[], keepLast: number) =>
  [...selectKept(candidates, keepLast)].map(({ namespace, id }) => namespace + id).toSorted();

describe('selectKept', () => {
  it('keeps the newest by id, in whatever order they come', () => {
    expect(kept(chain(6), 2)).toEqual(['4', '5']);
    expect(kept(chain(6).reverse(), 2)).toEqual(['4', '5']);
    expect(kept(chain(3), 5)).toEqual(['0', '1', '2']);
    expect(kept([], 1)).toEqual([]);
  });

  it('counts each namespace for itself', () => {
    const stateful = chain(4).map((c) => ({ ...c, namespace: 'agent' }));
    expect(kept([...chain(4), ...stateful], 1)).toEqual(['3', 'agent3']);
  });

  it('keeps as many ancestors as a delta channel has steps since its snapshot', () => {
    const counted = chain(8, (step) => ({
      metadata: {
        source: 'loop',
        step,
        parents: {},
        counters_since_delta_snapshot: { a: [1, 1], b: [2, step % 5] },
      },
    }));
    expect(kept(counted, 1)).toEqual(['5', '6', '7']);
    expect(kept(counted.slice(0, 5), 1)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('keeps an interrupt that is still open, and not one that was answered', () => {
    const answered = chain(5, (step) => ({ interrupted: step === 2 }));
    expect(kept(answered, 1)).toEqual(['4']);
    const open = [...chain(5), candidate('2b', '2', { interrupted: true })];
    expect(kept(open, 1)).toEqual(['2', '2b', '4']);
  });

  it('keeps the point where a kept branch left another', () => {
    const branch = [candidate('7', '1'), candidate('8', '7')];
    expect(kept([...chain(5), ...branch], 1)).toEqual(['8']);
    expect(kept([...chain(5), ...branch], 2)).toEqual(['1', '7', '8']);
  });

  it('drops what a subgraph did for a checkpoint that goes, even if it is the newest of its kind', () => {
    const run = (id: string, root: string) =>
      candidate(id, '', {
        namespace: `node:${root}`,
        metadata: { source: 'loop', step: 0, parents: { '': root } },
      });
    expect(kept([...chain(4), run('9', '0'), run('9', '3')], 2)).toEqual(['2', '3', 'node:39']);
    const orphan = candidate('9', '', { namespace: 'node:x' });
    expect(kept([...chain(4), orphan], 1)).toEqual(['3', 'node:x9']);
  });
});
