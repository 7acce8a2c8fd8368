import type { StateSnapshot } from '@langchain/langgraph';
import { z } from 'zod';
import { openInterrupts } from '../open-interrupts.ts';

/** What is to be told and done in the channel. */
export interface TurnOutcome {
  reply: string;
  handoff: Handoff | null;
  /** Set while a person of the company must decide before the conversation can go on. */
  approval: PendingApproval | null;
}

const handoffSchema = z.object({
  reason: z.string(),
  summary: z.string(),
  team: z.int().positive().nullish(),
});
export type Handoff = z.output<typeof handoffSchema>;

const valuesSchema = z.object({
  reply: z.string().default(''),
  handoff: handoffSchema.nullable().default(null),
  turn: z.string().default(''),
});

const questionSchema = z.object({ kind: z.string().default(''), message: z.string() });
const approvalSchema = z.object({
  customer: z.object({ name: z.string() }).nullish(),
  order: z.object({ name: z.string() }).nullish(),
  total: z.number().nullish(),
  currency: z.string().nullish(),
});
export type PendingApproval = z.output<typeof approvalSchema> & {
  /** Of the interrupt: another one after each answer. */
  id: string;
};

/** The question that a thread waits in, as the customer reads it. */
export interface OpenQuestion {
  message: string;
  approval: PendingApproval | null;
}

export function valuesOf(state: Pick<StateSnapshot, 'values'>) {
  return valuesSchema.parse(state.values ?? {});
}

/**
 * Whether steps are left. Not by `next`: that leaves out a step whose writes are kept but whose checkpoint was not yet
 * written when its process ended.
 */
export function isUnderWay({ tasks }: Pick<StateSnapshot, 'tasks'>): boolean {
  return tasks.length > 0;
}

export function questionOf(state: StateSnapshot): OpenQuestion | undefined {
  return firstQuestion(openInterrupts(state));
}

function firstQuestion(interrupts: readonly { id?: string; value?: unknown }[]): OpenQuestion | undefined {
  for (const { id = '', value } of interrupts) {
    const question = questionSchema.safeParse(value).data;
    if (!question) continue;
    const approval = question.kind === 'approval' ? approvalSchema.safeParse(value).data : undefined;
    return { message: question.message, approval: approval ? { ...approval, id } : null };
  }
  return undefined;
}

export function outcomeOf(state: StateSnapshot): TurnOutcome {
  return outcomeWith(questionOf(state), state.values);
}

/** The same from what `invoke` has returned, which spares reading the thread once more. */
export function outcomeOfRun({ __interrupt__: asked, ...values }: Record<string, unknown>): TurnOutcome {
  return outcomeWith(firstQuestion(Array.isArray(asked) ? asked : []), values);
}

function outcomeWith(question: OpenQuestion | undefined, values: StateSnapshot['values']): TurnOutcome {
  if (question) return { reply: question.message, handoff: null, approval: question.approval };
  const { reply, handoff } = valuesOf({ values });
  return { reply, handoff, approval: null };
}
