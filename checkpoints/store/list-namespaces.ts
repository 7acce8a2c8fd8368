import type { ListNamespacesOperation, MatchCondition } from '@langchain/langgraph-checkpoint';

/** The namespaces that an operation asks for, in the order of their labels. */
export function selectNamespaces(
  namespaces: readonly string[][],
  { matchConditions = [], maxDepth, limit, offset = 0 }: ListNamespacesOperation,
): string[][] {
  const matching = namespaces.filter((namespace) => matchConditions.every((c) => matches(namespace, c)));
  const cut = new Map(
    matching.map((namespace) => namespace.slice(0, maxDepth)).map((n) => [JSON.stringify(n), n]),
  );
  return [...cut.values()].sort(byLabels).slice(offset, limit === undefined ? undefined : offset + limit);
}

/** `*` stands for any one label. */
function matches(namespace: readonly string[], { matchType, path }: MatchCondition): boolean {
  if (path.length > namespace.length) return false;
  const start = matchType === 'prefix' ? 0 : namespace.length - path.length;
  return path.every((label, index) => label === '*' || label === namespace[start + index]);
}

function byLabels(a: readonly string[], b: readonly string[]): number {
  for (const [index, label] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (label !== other) return label < other ? -1 : 1;
  }
  return a.length - b.length;
}
