/**
 * What goes wrong with a request:
 * - `server_error`: 500 in Qdrant's form; `html_error`: 502 with a page of HTML, as from a proxy;
 * - `unavailable`: 503; `rate_limit`: 429 with `retry-after: 1`;
 * - `hang`: no answer until the client goes away; `drop`: the connection is cut.
 */
export type Fault = 'server_error' | 'html_error' | 'unavailable' | 'rate_limit' | 'hang' | 'drop';

/** Faults of the next requests, one each, in the order in which they were asked for. */
export interface Faults {
  next(fault: Fault, times?: number): void;
  /** Lets a request through before the faults that are asked for afterwards. */
  pass(): void;
  take(): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  const waiting: (Fault | undefined)[] = [];
  return {
    next: (fault, times = 1) => void waiting.push(...new Array<Fault>(times).fill(fault)),
    pass: () => void waiting.push(undefined),
    take: () => waiting.shift(),
    clear: () => void waiting.splice(0),
  };
}
