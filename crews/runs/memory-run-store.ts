import { EventEmitter } from 'node:events';
import { createMemoryDeliveries } from './memory-deliveries.ts';
import { createMemoryThreads } from './memory-threads.ts';
import { hasEnded, type Run } from './run.ts';
import { defaultRunStoreSettings, type RunEvent, type RunStore, type RunStoreSettings } from './run-store.ts';

/** A run with what only the store knows of it. */
interface Kept extends Run {
  owner: string | undefined;
  events: RunEvent[];
  lastEvent: number;
}

/** Most runs that are kept after their end. */
const maximumEnded = 10_000;

/** Runs of this process alone; they end with it. */
export function createMemoryRunStore(options: Partial<RunStoreSettings> = {}): RunStore {
  const settings = { ...defaultRunStoreSettings, ...options };
  const runs = new Map<string, Kept>();
  const keys = new Map<string, { fingerprint: string; id: string }>();
  /** The time from which a run that has not ended may be taken. */
  const due = new Map<string, number>();
  const ended: { id: string; at: number; key?: string }[] = [];
  const keyOf = new Map<string, string>();
  const threads = createMemoryThreads(settings.keepThreadMs);
  const deliveries = createMemoryDeliveries();
  const changes = new EventEmitter().setMaxListeners(0);

  const update = (run: Kept, fields: Partial<Kept>) => {
    Object.assign(run, fields, { updatedAt: new Date().toISOString() });
    changes.emit(run.id);
  };
  const start = (run: Kept, owner: string) => {
    update(run, { status: 'running', owner, attempt: run.attempt + 1 });
    due.set(run.id, Date.now() + settings.leaseMs);
  };
  const makeDue = (id: string) => {
    due.set(id, Date.now());
    changes.emit('signal', { kind: 'due' });
  };
  const finish = (run: Kept, fields: Partial<Kept>) => {
    update(run, fields);
    due.delete(run.id);
    if (run.webhook) deliveries.add(run.id);
    ended.push({ id: run.id, at: Date.now() });
    forgetOld();
  };
  function forgetOld() {
    const horizon = Date.now() - settings.keepMs;
    while (ended.length > maximumEnded || (ended[0] && ended[0].at < horizon)) {
      const id = ended.shift()?.id ?? '';
      runs.delete(id);
      keys.delete(keyOf.get(id) ?? '');
      keyOf.delete(id);
    }
  }
  const activate = (threadId: string) => {
    const next = threads.next(threadId);
    if (next) makeDue(next);
  };

  return {
    async begin(order, { owner, start: mayStart, key }) {
      const keyName = key && JSON.stringify([order.tenant, key.name]);
      const known = keyName === undefined ? undefined : keys.get(keyName);
      if (known && runs.has(known.id))
        return known.fingerprint === key?.fingerprint
          ? { kind: 'known', id: known.id }
          : { kind: 'key_reused' };
      const thread = threads.read(order.threadId);
      if (thread && thread.tenant !== order.tenant) return { kind: 'foreign' };
      if (thread && thread.graph !== order.graph) return { kind: 'other_graph', graph: thread.graph };
      const active = thread?.active === undefined ? undefined : runs.get(thread.active);
      if (active && order.doubleTexting === 'reject') return { kind: 'busy' };
      if (active && threads.waiting(order.threadId) >= settings.maximumWaiting) return { kind: 'full' };

      const updatedAt = new Date().toISOString();
      const run: Kept = {
        ...structuredClone(order),
        status: 'pending',
        attempt: 0,
        released: 0,
        updatedAt,
        owner: undefined,
        events: [],
        lastEvent: 0,
      };
      runs.set(run.id, run);
      if (keyName !== undefined && key) {
        keys.set(keyName, { fingerprint: key.fingerprint, id: run.id });
        keyOf.set(run.id, keyName);
      }
      threads.note({ id: run.threadId, tenant: run.tenant, graph: run.graph, context: run.context });
      if (active) {
        const { doubleTexting } = order;
        const overtakes = doubleTexting === 'interrupt' || doubleTexting === 'rollback';
        threads.enqueue(run.threadId, run.id, overtakes);
        if (overtakes) askToStop(active, doubleTexting);
        return { kind: 'waiting' };
      }
      threads.activate(run.threadId, run.id);
      if (mayStart) start(run, owner);
      else makeDue(run.id);
      return { kind: mayStart ? 'started' : 'waiting' };
    },

    async take(owner, limit) {
      const now = Date.now();
      const ids = [...due].filter(([, time]) => time <= now).slice(0, limit);
      return ids.flatMap(([id]) => {
        const run = runs.get(id);
        if (run) start(run, owner);
        else due.delete(id);
        return run ? [shown(run)] : [];
      });
    },

    async renew(owner, ids) {
      const isOwn = (id: string) => runs.get(id)?.owner === owner && due.has(id);
      for (const id of ids) if (isOwn(id)) due.set(id, Date.now() + settings.leaseMs);
      return {
        lost: ids.filter((id) => !isOwn(id)),
        stopping: ids.filter((id) => isOwn(id) && runs.get(id)?.stop),
      };
    },

    async release(owner, id) {
      const run = runs.get(id);
      if (run?.owner !== owner || hasEnded(run)) return;
      update(run, { status: 'pending', owner: undefined, released: run.released + 1 });
      makeDue(id);
    },

    async end(owner, { id }, { status, result, approval }) {
      const run = runs.get(id);
      if (run?.owner !== owner || hasEnded(run)) return 'lost';
      finish(run, { status, result: structuredClone(result), owner: undefined });
      threads.note({ id: run.threadId, tenant: run.tenant, graph: run.graph, approval });
      activate(run.threadId);
      return 'ended';
    },

    async stop(id, reason) {
      const run = runs.get(id);
      if (!run) return 'missing';
      if (hasEnded(run)) return 'ended';
      if (threads.read(run.threadId)?.active === id) {
        askToStop(run, reason);
        return 'asked';
      }
      threads.dequeue(run.threadId, id);
      finish(run, { status: 'cancelled', result: { interrupts: [] } });
      return 'ended';
    },

    async read(id) {
      const run = runs.get(id);
      return run && shown(run);
    },

    async append(owner, id, { mode, data }) {
      const run = runs.get(id);
      if (run?.owner !== owner) return;
      run.lastEvent += 1;
      run.events.push({ id: `${run.lastEvent}-0`, mode, data });
      if (run.events.length > settings.maximumEvents) run.events.shift();
      changes.emit(id);
    },
    async events(id, after = '0', limit) {
      const behind = Number.parseInt(after, 10);
      const events = runs.get(id)?.events ?? [];
      return events.filter((event) => Number.parseInt(event.id, 10) > behind).slice(0, limit);
    },
    async watch(id, changed) {
      changes.on(id, changed);
      return () => void changes.off(id, changed);
    },
    async onSignal(listener) {
      changes.on('signal', listener);
    },

    async readThread(id) {
      return threads.read(id);
    },
    async noteThread(thread) {
      threads.note(thread);
    },
    async forgetThread(id) {
      if (threads.read(id)?.active !== undefined) return 'busy';
      threads.forget(id);
      return 'forgotten';
    },
    async waitingThreads(tenant, page) {
      return threads.waitingForApproval(tenant, page);
    },

    async takeDeliveries(limit, leaseMs) {
      return deliveries.take(limit, leaseMs).flatMap((id) => {
        const run = runs.get(id);
        return run ? [shown(run)] : [];
      });
    },
    async settleDelivery(id, outcome) {
      deliveries.settle(id, outcome);
    },
    async close() {
      changes.removeAllListeners();
    },
  };

  function askToStop(run: Kept, reason: NonNullable<Run['stop']>) {
    update(run, { stop: reason });
    changes.emit('signal', { kind: 'stop', id: run.id });
  }

  /** A copy, as every reader of the other store gets it. */
  function shown(run: Kept): Run {
    const { owner: _owner, events: _events, lastEvent: _lastEvent, ...visible } = run;
    const delivery = run.webhook ? deliveries.read(run.id) : undefined;
    return structuredClone(delivery ? { ...visible, delivery } : visible);
  }
}
