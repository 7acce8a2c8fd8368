import type { ErrorDescription } from '#errors/describe-error.ts';
import type { GraphName } from '#graphs/catalogue.ts';
import type { ConversationContext } from '#graphs/shared/conversation-state.ts';

/** What becomes of a run that comes while another one of its thread has not ended. */
export const doubleTextingPolicies = ['enqueue', 'reject', 'interrupt', 'rollback'] as const;
export type DoubleTexting = (typeof doubleTextingPolicies)[number];

/** What a run can be seen telling of while it goes on. */
export const streamModes = ['updates', 'messages', 'custom', 'values'] as const;
export type StreamMode = (typeof streamModes)[number];

export const runStatuses = ['pending', 'running', 'done', 'interrupted', 'failed', 'cancelled'] as const;
/** `interrupted` has ended too: it waits for an answer, which is a run of its own. */
export type RunStatus = (typeof runStatuses)[number];

/** Why a run is to end early; `rollback` also takes the thread back to where it was before the run. */
export type StopReason = 'cancel' | 'interrupt' | 'rollback';

/** What was asked for. It does not change, and is JSON throughout. */
export interface RunOrder {
  id: string;
  threadId: string;
  tenant: string;
  graph: GraphName;
  /** New input; or, without it, the answer to an interrupt; without both the thread goes on where it stopped. */
  input?: object | undefined;
  resume?: unknown;
  /** Of several interrupts, the one that `resume` answers. */
  interruptId?: string | undefined;
  context: Partial<ConversationContext>;
  doubleTexting: DoubleTexting;
  /** What is kept for those who follow the run; empty where nobody is meant to. */
  streamModes: StreamMode[];
  /** Where to tell of the end. */
  webhook?: string | undefined;
  /** ISO 8601. */
  createdAt: string;
}

/** A question that a run ended with. */
export interface Interrupt {
  id: string;
  value: unknown;
}

/** What a run has come to. */
export interface RunResult {
  output?: Record<string, unknown>;
  interrupts: Interrupt[];
  error?: ErrorDescription;
  /** Too large to be kept here: it is in the thread. */
  omitted?: true;
}

export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** A run as it is kept. */
export interface Run extends RunOrder {
  status: RunStatus;
  /** How often it was begun: more than once after a crash or a shutdown of its replica. */
  attempt: number;
  /** Attempts that ended in an orderly shutdown. */
  released: number;
  stop?: StopReason | undefined;
  result?: RunResult | undefined;
  /** What became of the webhook, where there is one. */
  delivery?: { state: DeliveryState; attempts: number } | undefined;
  /** ISO 8601. */
  updatedAt: string;
}

export function hasEnded({ status }: Pick<Run, 'status'>): boolean {
  return status !== 'pending' && status !== 'running';
}
