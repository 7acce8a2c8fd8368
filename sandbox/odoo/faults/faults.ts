import { z } from 'zod';

/** What can be made to go wrong. */
export const faultSchema = z.strictObject({
  /** Only calls of this model; without it, any. */
  model: z.string().optional(),
  /** Only calls of this method; without it, any. */
  method: z.string().optional(),
  kind: z.enum(['access', 'down', 'drop-after-commit', 'hang', 'html500', 'lock', 'slow']),
  /** How many calls it befalls. */
  times: z.int().positive().default(1),
  /** How long `slow` waits, in milliseconds. */
  delay: z.int().nonnegative().max(60_000).default(2_000),
});

/** A fault as it is asked for. */
export type FaultRequest = z.input<typeof faultSchema>;

/** A fault that waits for its calls. */
export type Fault = z.output<typeof faultSchema>;

/** The faults that are switched on. */
export interface Faults {
  add(fault: FaultRequest): void;
  /** The fault that befalls this call, used up by one. */
  take(model: string | undefined, method: string): Fault | undefined;
  clear(): void;
}

/** No fault at first; the one that was added first comes first. */
export function createFaults(): Faults {
  let pending: Fault[] = [];
  return {
    add(fault) {
      pending.push(faultSchema.parse(fault));
    },
    take(model, method) {
      const fault = pending.find((candidate) => concerns(candidate, model, method));
      if (!fault) return undefined;
      fault.times -= 1;
      pending = pending.filter((candidate) => candidate.times > 0);
      return fault;
    },
    clear() {
      pending = [];
    },
  };
}

function concerns(fault: Fault, model: string | undefined, method: string): boolean {
  return (
    (fault.model === undefined || fault.model === model) &&
    (fault.method === undefined || fault.method === method)
  );
}
