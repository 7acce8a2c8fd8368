import type { ConversationContext } from '#graphs/shared/conversation-state.ts';
import type { Run, RunOrder, RunResult, RunStatus, StopReason, StreamMode } from './run.ts';

/** How a run was received. */
export type Begun =
  /** It is the caller's to execute, now. */
  | { kind: 'started' }
  /** It waits for an earlier run of its thread, or for a replica with room. */
  | { kind: 'waiting' }
  /** The idempotency key belongs to this earlier run with the same content. */
  | { kind: 'known'; id: string }
  /** The idempotency key was used with other content. */
  | { kind: 'key_reused' }
  /** The thread is another tenant's. */
  | { kind: 'foreign' }
  /** The thread is of another graph. */
  | { kind: 'other_graph'; graph: string }
  /** The thread has a run already, and the order does not want to wait for it. */
  | { kind: 'busy' }
  /** Too many runs wait for this thread. */
  | { kind: 'full' };

export interface IdempotencyKey {
  /** Unique within the tenant. */
  name: string;
  /** Of the request's content. */
  fingerprint: string;
}

/** The end of a run, as its owner tells it. */
export interface RunEnd {
  status: Exclude<RunStatus, 'pending' | 'running'>;
  result: RunResult;
  /** Whether the thread now waits for a person's approval; undefined where that has not changed. */
  approval?: boolean | undefined;
}

export interface RunEvent {
  /** Later events have ids that are greater in their order; opaque to others. */
  id: string;
  mode: StreamMode;
  /** JSON. */
  data: string;
}

export interface ThreadRecord {
  id: string;
  tenant: string;
  graph: string;
  /** The run that goes on or comes next. */
  active?: string | undefined;
  /** Whom its newest run was about; an answer to its questions is about the same. */
  context: Partial<ConversationContext>;
  /** ISO 8601. */
  createdAt: string;
  updatedAt: string;
}

export interface NotedThread extends Pick<ThreadRecord, 'id' | 'tenant' | 'graph' | 'context'> {
  /** Whether it waits for a person's approval. */
  approval: boolean;
}

/** Between replicas: a run shall stop, or one has become due. */
export type RunSignal = { kind: 'stop'; id: string } | { kind: 'due' };

/** What all replicas know of runs. Every operation is one atomic step. */
export interface RunStore {
  /** Receives a run: keeps the order of its thread, and takes the lease where `start` is given. */
  begin(order: RunOrder, by: { owner: string; start: boolean; key?: IdempotencyKey }): Promise<Begun>;
  /** Takes the lease of up to `limit` runs that are due, of dead replicas too. */
  take(owner: string, limit: number): Promise<Run[]>;
  /** Renews leases; answers with the runs that are no longer the owner's, and with those that shall stop. */
  renew(owner: string, ids: string[]): Promise<{ lost: string[]; stopping: string[] }>;
  /** Gives a run that has not ended to whoever takes it next. */
  release(owner: string, id: string): Promise<void>;
  /** Ends a run and makes the next of its thread due. `lost`: it was no longer the owner's; nothing has changed. */
  end(owner: string, run: RunOrder, end: RunEnd): Promise<'ended' | 'lost'>;
  /** Ends a run that has not begun; tells the owner of one that has. */
  stop(id: string, reason: StopReason): Promise<'asked' | 'ended' | 'missing'>;
  read(id: string): Promise<Run | undefined>;

  append(owner: string, id: string, event: Omit<RunEvent, 'id'>): Promise<void>;
  /** The events behind the one with the id `after`; all where it is undefined. */
  events(id: string, after: string | undefined, limit: number): Promise<RunEvent[]>;
  /** Calls back when a run or its events have changed; sometimes without need. Ends by the returned function. */
  watch(id: string, changed: () => void): Promise<() => void>;
  onSignal(listener: (signal: RunSignal) => void): Promise<void>;

  readThread(id: string): Promise<ThreadRecord | undefined>;
  /** Tells of a thread that another part of the process runs. */
  noteThread(thread: NotedThread): Promise<void>;
  /** `busy`: a run of it has not ended; nothing has changed. */
  forgetThread(id: string): Promise<'forgotten' | 'busy'>;
  /** Threads that wait for an approval, those that wait longest first. */
  waitingThreads(tenant: string, page: { offset: number; limit: number }): Promise<ThreadRecord[]>;

  /** Runs whose webhook is due; each is the caller's for `leaseMs`. Counts the attempt. */
  takeDeliveries(limit: number, leaseMs: number): Promise<Run[]>;
  settleDelivery(id: string, outcome: 'delivered' | 'failed' | { againInMs: number }): Promise<void>;
  close(): Promise<void>;
}

export interface RunStoreSettings {
  /** After which silence of its owner a run goes to another; 15,000 by default. */
  leaseMs: number;
  /** How long a run is kept after its end, with its events and its idempotency key. 24 hours by default. */
  keepMs: number;
  /** Longest time that a run may wait and go on before its record is dropped; 7 days by default. */
  keepUnfinishedMs: number;
  /** How long a thread's record is kept after its last run; for ever without it. */
  keepThreadMs: number | undefined;
  /** Most runs that wait for one thread; 50 by default. */
  maximumWaiting: number;
  /** Most events of a run that are kept, the newest; 2,000 by default. */
  maximumEvents: number;
}

const hourMs = 3_600_000;

export const defaultRunStoreSettings: RunStoreSettings = {
  leaseMs: 15_000,
  keepMs: 24 * hourMs,
  keepUnfinishedMs: 7 * 24 * hourMs,
  keepThreadMs: undefined,
  maximumWaiting: 50,
  maximumEvents: 2_000,
};
