import { isDeltaSnapshot } from '@langchain/langgraph-checkpoint';

/** Elements that lie one after the other in the thread's list, from the address `start` on. */
export interface Run {
  start: number;
  count: number;
  /** They are only being added: `start` counts from the first element that the put adds. */
  added?: boolean;
}

/** The elements of an array, and where they lie, in the same order. */
export interface StoredElements {
  elements: readonly unknown[];
  runs: readonly Run[];
}

/**
 * The array inside a channel value that is stored by elements; arrays of plain numbers or strings are not.
 *
 * @param known elements of such an array, in the places where they are expected.
 */
export function arrayOf(value: unknown, known: readonly unknown[] = []): readonly object[] | undefined {
  const array: unknown = isDeltaSnapshot(value) ? value.value : value;
  if (!Array.isArray(array) || array.length === 0) return undefined;
  // Plain loops: they run over the whole history at every put, the first without looking into what is known.
  let i = commonStart(array, known);
  for (; i < array.length; i += 1) {
    if (typeof array[i] !== 'object' || array[i] === null) return undefined;
  }
  return array;
}

/**
 * Where the elements lie, as far as `stored` has them: the common start, the common end, and between them any
 * element that is the same; and those that have to be added, of which `alreadyAdded` come before.
 */
export function shareElements<Element>(
  elements: readonly Element[],
  stored: StoredElements,
  alreadyAdded = 0,
) {
  const shorter = Math.min(elements.length, stored.elements.length);
  const start = commonStart(elements, stored.elements);
  let end = 0;
  while (end < shorter - start && elements.at(-1 - end) === stored.elements.at(-1 - end)) end += 1;
  const storedEnd = stored.elements.length - end;

  const between = new Map<unknown, number>();
  for (let i = start; i < storedEnd; i += 1) between.set(stored.elements[i], i);

  const runs = sliceRuns(stored.runs, 0, start);
  const added: Element[] = [];
  for (let i = start; i < elements.length - end; i += 1) {
    const index = between.get(elements[i]);
    if (index !== undefined) {
      for (const run of sliceRuns(stored.runs, index, index + 1)) appendRun(runs, run);
    } else {
      appendRun(runs, { start: alreadyAdded + added.length, count: 1, added: true });
      added.push(elements[i] as Element);
    }
  }
  for (const run of sliceRuns(stored.runs, storedEnd, stored.elements.length)) appendRun(runs, run);
  return { runs, added };
}

/** How many elements are the same from the start on; `undefined` stands for one that nothing equals. */
function commonStart(elements: readonly unknown[], others: readonly unknown[]): number {
  const shorter = Math.min(elements.length, others.length);
  let start = 0;
  while (start < shorter && elements[start] === others[start] && elements[start] !== undefined) start += 1;
  return start;
}

/** Runs as `start:count,…`; before `start`, a `+` for those that are being added. */
export function encodeRuns(runs: readonly Run[]): string {
  return runs.map(({ added, start, count }) => `${added ? '+' : ''}${start}:${count}`).join(',');
}

/** The runs of `encodeRuns`, once the script has put addresses for all. */
export function decodeRuns(encoded: string): Run[] {
  return encoded.split(',').map((run) => {
    const [start = 0, count = 0] = run.split(':').map(Number);
    return { start, count };
  });
}

/** The runs with addresses for all. @param firstAdded where the first element lies that was added. */
export function resolveRuns(runs: readonly Run[], firstAdded: number): Run[] {
  const resolved: Run[] = [];
  for (const { added, start, count } of runs) {
    appendRun(resolved, { start: added ? firstAdded + start : start, count });
  }
  return resolved;
}

/** The runs of the elements from index `from` up to, not including, `to`. */
function sliceRuns(runs: readonly Run[], from: number, to: number): Run[] {
  const slice: Run[] = [];
  let index = 0;
  for (const run of runs) {
    const first = Math.max(from, index);
    const last = Math.min(to, index + run.count);
    if (first < last) slice.push({ ...run, start: run.start + first - index, count: last - first });
    index += run.count;
  }
  return slice;
}

/** Adds a run, to the last one where it goes on; runs that others hold stay as they are. */
export function appendRun(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  const goesOn = last && last.added === run.added && last.start + last.count === run.start;
  if (goesOn) runs[runs.length - 1] = { ...last, count: last.count + run.count };
  else runs.push(run);
}
