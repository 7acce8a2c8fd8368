import { isDeltaSnapshot } from '@langchain/langgraph-checkpoint';

/** The array inside a channel value that is stored by elements; arrays of plain numbers or strings are not. */
export function arrayOf(value: unknown): readonly object[] | undefined {
  const array: unknown = isDeltaSnapshot(value) ? value.value : value;
  if (!Array.isArray(array) || array.length === 0) return undefined;
  return array.every((element) => typeof element === 'object' && element !== null) ? array : undefined;
}

/** Elements, and the address at which each lies in the thread's list. */
export interface AddressedElements {
  elements: readonly unknown[];
  addresses: readonly number[];
}

/**
 * The address of each element, as far as `stored` has it: the common start, the common end, and between them
 * any element that is the same. The n-th element without one gets `-n`.
 */
export function addressElements(elements: readonly unknown[], stored: AddressedElements): number[] {
  const shorter = Math.min(elements.length, stored.elements.length);
  let start = 0;
  while (start < shorter && elements[start] === stored.elements[start]) start += 1;
  let end = 0;
  while (end < shorter - start && elements.at(-1 - end) === stored.elements.at(-1 - end)) end += 1;

  const between = new Map<unknown, number>();
  for (let i = start; i < stored.elements.length - end; i += 1) {
    between.set(stored.elements[i], stored.addresses[i] ?? 0);
  }
  const addresses = stored.addresses.slice(0, start);
  let added = 0;
  for (const element of elements.slice(start, elements.length - end)) {
    const address = between.get(element);
    if (address === undefined) added += 1;
    addresses.push(address ?? -added);
  }
  return end === 0 ? addresses : addresses.concat(stored.addresses.slice(-end));
}

/** Addresses as `start:count,…`; runs of elements that have none yet begin with `+`, counted from `firstNew`. */
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
