import type { NotedThread, ThreadRecord } from './run-store.ts';

interface Kept extends ThreadRecord {
  /** Runs that wait, the next one first. */
  queue: string[];
  waitsSince: number | undefined;
  usedAt: number;
}

/** The threads of this process: whose they are, what runs in them, what waits for them. */
export function createMemoryThreads(keepMs: number | undefined) {
  const threads = new Map<string, Kept>();

  function find(id: string): Kept | undefined {
    const thread = threads.get(id);
    if (!thread || keepMs === undefined || thread.active) return thread;
    if (thread.usedAt + keepMs > Date.now()) return thread;
    threads.delete(id);
    return undefined;
  }

  return {
    read(id: string): ThreadRecord | undefined {
      const thread = find(id);
      if (!thread) return undefined;
      const { queue: _queue, waitsSince: _waitsSince, usedAt: _usedAt, ...record } = thread;
      return record;
    },
    /** Makes the thread known; what is not given stays as it was. */
    note({ id, tenant, graph, context, approval }: Noted): void {
      const now = new Date();
      const updatedAt = now.toISOString();
      const thread = find(id) ?? {
        id,
        tenant,
        graph,
        context: {},
        createdAt: updatedAt,
        queue: [],
        waitsSince: undefined,
      };
      const waitsSince =
        approval === undefined ? thread.waitsSince : approval ? (thread.waitsSince ?? +now) : undefined;
      threads.set(id, {
        ...thread,
        ...(context && Object.keys(context).length ? { context } : {}),
        waitsSince,
        updatedAt,
        usedAt: +now,
      });
    },
    activate(id: string, run: string): void {
      const thread = threads.get(id);
      if (thread) thread.active = run;
    },
    /** Makes the run that waits first the active one. */
    next(id: string): string | undefined {
      const thread = threads.get(id);
      if (!thread) return undefined;
      thread.active = thread.queue.shift();
      return thread.active;
    },
    enqueue(id: string, run: string, first: boolean): void {
      const queue = threads.get(id)?.queue;
      if (first) queue?.unshift(run);
      else queue?.push(run);
    },
    dequeue(id: string, run: string): void {
      const thread = threads.get(id);
      if (thread) thread.queue = thread.queue.filter((each) => each !== run);
    },
    waiting: (id: string): number => threads.get(id)?.queue.length ?? 0,
    forget: (id: string): boolean => threads.delete(id),
    waitingForApproval(tenant: string, { offset, limit }: { offset: number; limit: number }): ThreadRecord[] {
      return [...threads.values()]
        .filter((thread) => thread.tenant === tenant && thread.waitsSince !== undefined)
        .sort((left, right) => (left.waitsSince ?? 0) - (right.waitsSince ?? 0))
        .slice(offset, offset + limit)
        .flatMap(({ id }) => this.read(id) ?? []);
    },
  };
}

type Noted = Pick<NotedThread, 'id' | 'tenant' | 'graph'> & Partial<NotedThread>;
