import type { CheckpointTuple } from '@langchain/langgraph-checkpoint';
import type { z } from 'zod';
import { type GraphName, graphCatalogue } from '#graphs/catalogue.ts';
import type { GraphDependencies } from '#graphs/shared/dependencies.ts';

/** What LangGraph has made of a graph, as far as names in a checkpoint refer to it. */
export interface GraphParts {
  /** By name: the fields of the state, and LangGraph's own `branch:to:<node>`. */
  channels: Readonly<Record<string, unknown>>;
  nodes: readonly string[];
  /** Of the state, by field; for the values. */
  fields: Readonly<Record<string, z.ZodType>>;
  /** The crews that are nodes, by node. */
  crews: Readonly<Record<string, GraphParts>>;
}

/** The parts of a graph of the catalogue, with those of the crews that are its nodes. */
export function partsOf(name: GraphName, dependencies: GraphDependencies): GraphParts {
  const { build, state } = graphCatalogue[name];
  const compiled = build(dependencies).compile();
  const crews = [...compiled.getSubgraphs()].map(([node]) => [
    node,
    partsOf(node.replaceAll('_', '-') as GraphName, dependencies),
  ]);
  return {
    channels: compiled.channels,
    nodes: Object.keys(compiled.nodes),
    fields: state.shape,
    crews: Object.fromEntries(crews),
  };
}

/**
 * What the newest checkpoints of a thread name that the graph no longer has, in words for who has renamed it; none where
 * all of it is found. LangGraph itself would drop such a value, or never run such a node, without a word.
 */
export async function lostNames(
  tuples: AsyncIterable<CheckpointTuple>,
  graph: GraphParts,
): Promise<string[]> {
  const newest = new Map<string, CheckpointTuple>();
  for await (const tuple of tuples) {
    const namespace = String(tuple.config.configurable?.checkpoint_ns ?? '');
    const known = newest.get(namespace);
    if (!known || known.checkpoint.id < tuple.checkpoint.id) newest.set(namespace, tuple);
  }
  return [...newest].flatMap(([namespace, { checkpoint }]) => {
    const path = namespace === '' ? [] : namespace.split('|').map((part) => part.split(':')[0] ?? '');
    const parts = partsAt(graph, path);
    if (parts === 'lost') return [`the node "${path.join('/')}" is not in the graph any more`];
    if (parts === 'own') return [];
    return Object.entries(checkpoint.channel_values).flatMap(([name, value]) => lossOf(name, value, parts));
  });
}

/** `own` for the graph that a node runs by itself, such as an agent: it begins anew with its node. */
function partsAt(graph: GraphParts, path: readonly string[]): GraphParts | 'lost' | 'own' {
  const [first, ...rest] = path;
  if (first === undefined) return graph;
  if (!graph.nodes.includes(first)) return 'lost';
  const crew = graph.crews[first];
  return crew ? partsAt(crew, rest) : 'own';
}

const toNode = /^branch:to:(.+)$/;

function lossOf(name: string, value: unknown, { channels, fields }: GraphParts): string[] {
  if (!(name in channels)) {
    const node = toNode.exec(name)?.[1];
    return [
      node
        ? `the node "${node}", which runs next, is not in the graph any more`
        : `the field "${name}" is not in the state any more`,
    ];
  }
  const parsed = fields[name]?.safeParse(value);
  if (!parsed || parsed.success) return [];
  const problem = parsed.error.issues[0]?.message;
  return [`the value of the field "${name}" is none of its schema any more: ${problem}`];
}

/** What to do about it. */
export const advice = (version: string) =>
  `A thread that ${version} has left waiting would lose this. Keep the old name, or read it beside the new one until ` +
  'those threads have expired; else it is a breaking change: see "State" in docs/releases.md.';
