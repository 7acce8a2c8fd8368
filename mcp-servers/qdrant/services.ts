import type { VectorStore } from '#adapters/qdrant/port.ts';

/** What the tools of mcp-qdrant work with. */
export interface QdrantServices {
  /** The documents of the caller's tenant, and of no other. */
  store: VectorStore;
  /** What one answer may hold. */
  answerTokens: number;
}
