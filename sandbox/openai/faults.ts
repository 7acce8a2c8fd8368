/**
 * What goes wrong with a request:
 * - `rate_limit`: 429 with `retry-after: 1`; `quota`: 429 that no waiting helps;
 * - `server_error`: 500; `hang`: no answer until the client goes away;
 * - `cut_stream`: the connection breaks in the middle of the answer;
 * - `malformed_arguments`: the tool calls' arguments lack their last character.
 */
export type Fault = 'rate_limit' | 'quota' | 'server_error' | 'hang' | 'cut_stream' | 'malformed_arguments';

/** Faults of the next requests, one each, in the order in which they were asked for. */
export interface Faults {
  next(fault: Fault, times?: number): void;
  take(): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  const waiting: Fault[] = [];
  return {
    next: (fault, times = 1) => void waiting.push(...new Array<Fault>(times).fill(fault)),
    take: () => waiting.shift(),
    clear: () => void waiting.splice(0),
  };
}
