import { z } from 'zod';

const faultKinds = [
  // Refused by Odoo: nothing has changed.
  ...(['access', 'credentials', 'lock', 'missing', 'serialization'] as const),
  // Answered by something that stands before Odoo, which never got the call.
  ...(['down', 'html200', 'html500', 'login', 'proxy-json'] as const),
  // No answer, and nothing done; or a late one.
  ...(['drop', 'hang', 'slow'] as const),
  // Done, but told wrongly or not at all.
  ...(['drop-after-commit', 'half-answer', 'hang-after-commit', 'huge-answer', 'wrong-status'] as const),
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** What can be made to go wrong. */
export const faultSchema = z.strictObject({
  /** Only calls of this model; without it, any. */
  model: z.string().optional(),
  /** Only calls of this method; without it, any. */
  method: z.string().optional(),
  kind: z.enum(faultKinds),
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
