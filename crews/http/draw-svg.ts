import { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { Graph } from '@langchain/core/runnables/graph';

const look = [
  'rankdir=TB',
  'bgcolor="transparent"',
  'node [shape=box, style="rounded,filled", fillcolor="#f2f0ff", color="#7c6fd6", fontname="Helvetica", fontsize=11]',
  'edge [color="#555555", arrowsize=0.7]',
];

/** A graph as SVG; edges that are taken on a condition are dashed, subgraphs stand in frames. */
export async function drawSvg(graph: Pick<Graph, 'nodes' | 'edges'>): Promise<string> {
  const graphviz = await Graphviz.load();
  return graphviz.layout(dotOf(graph), 'svg', 'dot');
}

/** The graph in the language of Graphviz. */
export function dotOf({ nodes, edges }: Pick<Graph, 'nodes' | 'edges'>): string {
  return [
    'digraph {',
    ...look,
    ...clusterLines(Object.keys(nodes), ''),
    ...edges.map(
      ({ source, target, conditional }) =>
        `${quoted(source)} -> ${quoted(target)}${conditional ? ' [style=dashed]' : ''}`,
    ),
    '}',
  ].join('\n');
}

/** The nodes below a prefix such as `support:`; those of a subgraph in a frame of their own. */
function clusterLines(ids: string[], prefix: string): string[] {
  const byFrame = Map.groupBy(ids, (id) => {
    const rest = id.slice(prefix.length);
    return rest.includes(':') ? rest.slice(0, rest.indexOf(':')) : '';
  });
  return [...byFrame].flatMap(([frame, members]) =>
    frame === ''
      ? members.map((id) => nodeLine(id, id.slice(prefix.length)))
      : [
          `subgraph ${quoted(`cluster_${prefix}${frame}`)} {`,
          `label=${quoted(frame)}; fontname="Helvetica"; fontsize=11; style=rounded; color="#bbbbbb"`,
          ...clusterLines(members, `${prefix}${frame}:`),
          '}',
        ],
  );
}

function nodeLine(id: string, name: string): string {
  const isEdge = name === '__start__' || name === '__end__';
  const label = isEdge ? name.replaceAll('_', '') : name;
  return `${quoted(id)} [label=${quoted(label)}${isEdge ? ', shape=oval, fillcolor="#ffffff"' : ''}]`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
