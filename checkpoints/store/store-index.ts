/** One item that a search by meaning found. */
export interface StoreIndexHit {
  namespace: string[];
  key: string;
  /** Higher is nearer. */
  score: number;
}

/**
 * Where a store looks items up by meaning, such as a collection of vectors. The store works without; with one it
 * tells it of every change, after the change was stored.
 */
export interface StoreIndex {
  /** `fields`: paths of the texts to index, or `undefined` for the whole value. */
  put(namespace: string[], key: string, value: Record<string, unknown>, fields?: string[]): Promise<void>;
  delete(namespace: string[], key: string): Promise<void>;
  deleteAll(namespacePrefix: string[]): Promise<void>;
  /** The nearest items at or below a namespace, nearest first. */
  search(namespacePrefix: string[], query: string, limit: number): Promise<StoreIndexHit[]>;
}
