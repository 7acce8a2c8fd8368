import { InvalidNamespaceError } from '@langchain/langgraph-checkpoint';
import { decodeName, encodeName } from '../names.ts';

/** The keys of all namespaces that begin with the same label; a Cluster keeps them on one node. */
export function rootKeys(prefix: string, root: string): string[] {
  const start = `${prefix}{${encodeName(root)}}`;
  return [`${start}:items`, `${start}:index`, `${start}:expiries`];
}

/** A namespace as it stands in the index: the labels with spaces between, which no encoded label holds. */
export function encodeNamespace(namespace: readonly string[]): string {
  if (namespace.length === 0) throw new InvalidNamespaceError('Namespace cannot be empty.');
  return namespace.map(encodeName).join(' ');
}

/** The labels that `encodeNamespace` was given. */
export function decodeNamespace(encoded: string): string[] {
  return encoded.split(' ').map(decodeName);
}

/** An item's name in the index. */
export function encodeItemName(namespace: readonly string[], key: string): string {
  return `${encodeNamespace(namespace)}\0${encodeName(key)}`;
}

/** The namespace and key that `encodeItemName` was given. */
export function decodeItemName(name: string): { namespace: string[]; key: string } {
  const [namespace = '', key = ''] = name.split('\0');
  return { namespace: decodeNamespace(namespace), key: decodeName(key) };
}
