import { z } from 'zod';
import type { Run, RunOrder, RunResult } from './run.ts';
import { type DeliveryState, runStatuses } from './run.ts';
import type { RunEvent, ThreadRecord } from './run-store.ts';

/** A hash as a script answers with it: names and values in turn. */
export const strings = z.array(z.string());

const time = z.coerce.number().transform((milliseconds) => new Date(milliseconds).toISOString());
const runFields = z.object({
  // What this project's own begin and end have written.
  order: z.string().transform((text) => JSON.parse(text) as RunOrder),
  result: z
    .string()
    .transform((text) => JSON.parse(text) as RunResult)
    .optional(),
  status: z.enum(runStatuses),
  attempt: z.coerce.number(),
  released: z.coerce.number(),
  stop: z.enum(['cancel', 'interrupt', 'rollback']).optional(),
  delivery: z.enum(['pending', 'delivered', 'failed']).optional(),
  deliveries: z.coerce.number().default(0),
  updated: time,
});
const threadFields = z.object({
  tenant: z.string(),
  graph: z.string(),
  context: z
    .string()
    .default('{}')
    .transform((text) => JSON.parse(text) as ThreadRecord['context']),
  active: z.string().optional(),
  created: time,
  updated: time,
});

/** A run from its hash. */
export function runOf(record: string[]): Run {
  const { order, updated, delivery, deliveries, ...fields } = runFields.parse(objectOf(record));
  return {
    ...order,
    ...fields,
    updatedAt: updated,
    ...(delivery ? { delivery: { state: delivery satisfies DeliveryState, attempts: deliveries } } : {}),
  };
}

/** A thread from its hash. */
export function threadOf(id: string, record: string[]): ThreadRecord {
  const { created, updated, active, ...fields } = threadFields.parse(objectOf(record));
  return { id, ...fields, ...(active ? { active } : {}), createdAt: created, updatedAt: updated };
}

/** An event from an entry of its stream. */
export function eventOf([id, fields]: [id: string, fields: string[]]): RunEvent {
  const { mode, data = 'null' } = objectOf(fields);
  return { id, mode: mode as RunEvent['mode'], data };
}

function objectOf(record: string[]): Record<string, string> {
  const pairs = record.flatMap((name, index) => (index % 2 ? [] : [[name, record[index + 1] ?? '']]));
  return Object.fromEntries(pairs);
}
