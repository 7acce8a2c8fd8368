import type { DeliveryState } from './run.ts';

interface Delivery {
  state: DeliveryState;
  attempts: number;
  /** Unix milliseconds from which it may be tried. */
  dueAt: number;
}

/** The webhooks that this process has to deliver, and those that it has. */
export function createMemoryDeliveries() {
  const deliveries = new Map<string, Delivery>();
  return {
    add(id: string): void {
      deliveries.set(id, { state: 'pending', attempts: 0, dueAt: Date.now() });
    },
    read(id: string): { state: DeliveryState; attempts: number } {
      const { state = 'pending', attempts = 0 } = deliveries.get(id) ?? {};
      return { state, attempts };
    },
    /** Counts an attempt at each. */
    take(limit: number, leaseMs: number): string[] {
      const now = Date.now();
      const due = [...deliveries].filter(([, { state, dueAt }]) => state === 'pending' && dueAt <= now);
      return due.slice(0, limit).map(([id, delivery]) => {
        delivery.attempts += 1;
        delivery.dueAt = now + leaseMs;
        return id;
      });
    },
    settle(id: string, outcome: 'delivered' | 'failed' | { againInMs: number }): void {
      const delivery = deliveries.get(id);
      if (!delivery) return;
      if (typeof outcome === 'string') delivery.state = outcome;
      else delivery.dueAt = Date.now() + outcome.againInMs;
    },
  };
}
