import { DeltaSnapshot, isDeltaSnapshot } from '@langchain/langgraph-checkpoint';

/**
 * An array channel as it is stored: its elements lie in the thread's list, and the value is only the addresses
 * at which they lie there. A new element has no address before the script ran: the n-th new one of a put
 * is `-1 - n` until then.
 */
export interface StoredArray {
  elements: readonly unknown[];
  addresses: readonly number[];
}

/** The array inside a channel value that is stored by elements; arrays of plain numbers or strings are not. */
export function arrayOf(value: unknown): readonly object[] | undefined {
  const array: unknown = isDeltaSnapshot(value) ? value.value : value;
  if (!Array.isArray(array) || array.length === 0) return undefined;
  return array.every((element) => typeof element === 'object' && element !== null) ? array : undefined;
}

/**
 * Where each element lies, taking what `known` already stored: the common start, the common end, and between
 * them any element that is the same object.
 */
export function addressElements(elements: readonly unknown[], known: StoredArray | undefined): number[] {
  const old = known ?? { elements: [], addresses: [] };
  const shorter = Math.min(elements.length, old.elements.length);
  let start = 0;
  while (start < shorter && elements[start] === old.elements[start]) start += 1;
  let end = 0;
  while (end < shorter - start && elements.at(-1 - end) === old.elements.at(-1 - end)) end += 1;

  const between = new Map<unknown, number>();
  for (let i = start; i < old.elements.length - end; i += 1)
    between.set(old.elements[i], old.addresses[i] ?? 0);

  let added = 0;
  const middle = elements.slice(start, elements.length - end).map((element) => {
    const address = between.get(element);
    if (address !== undefined) return address;
    added += 1;
    return -added;
  });
  return [...old.addresses.slice(0, start), ...middle, ...old.addresses.slice(old.addresses.length - end)];
}

/** Addresses as runs `start:count,…`; runs of new elements begin with `+`, counted from `firstNew`. */
export function encodeRuns(addresses: readonly number[], firstNew: number): string {
  const runs: { start: number; count: number; step: number }[] = [];
  for (const address of addresses) {
    const run = runs.at(-1);
    const step = address < 0 ? -1 : 1;
    if (run && run.step === step && address === run.start + run.count * step) run.count += 1;
    else runs.push({ start: address, count: 1, step });
  }
  return runs
    .map(({ start, count }) => (start < 0 ? `+${firstNew - 1 - start}:${count}` : `${start}:${count}`))
    .join(',');
}

/** The addresses of `encodeRuns`, once the script has resolved them. */
export function decodeRuns(encoded: string): number[] {
  return encoded.split(',').flatMap((run) => {
    const [start = 0, count = 0] = run.split(':').map(Number);
    return Array.from({ length: count }, (_, offset) => start + offset);
  });
}

/** Puts elements back into the kind of value that they came from. */
export function asValue(elements: unknown[], isSnapshot: boolean): unknown {
  return isSnapshot ? new DeltaSnapshot(elements) : elements;
}
