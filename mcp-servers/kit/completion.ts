import type { CompleteResult } from '#adapters/mcp/sdk.ts';

/** The most that MCP permits in one answer. */
const mostValues = 100;

/** The first hundred values, and whether there are more. */
export function completionOf(values: readonly string[]): CompleteResult {
  return { completion: { values: values.slice(0, mostValues), hasMore: values.length > mostValues } };
}
