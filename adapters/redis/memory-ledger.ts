import { LRUCache } from 'lru-cache';
import { type Ledger, ledgerTtlMs } from './ledger.ts';

const mostKeys = 10_000;

/** A ledger for the callers of one process; the oldest notes make way for new ones. */
export function createMemoryLedger(options: { ttlMs?: number } = {}): Ledger {
  const notes = new LRUCache<string, string>({ max: mostKeys, ttl: options.ttlMs ?? ledgerTtlMs });
  return {
    read: async (key) => notes.get(key),
    async note(key, entry) {
      notes.set(key, entry);
    },
    async forget(key) {
      notes.delete(key);
    },
  };
}
