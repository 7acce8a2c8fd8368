import { z } from 'zod';
import { ProjectError } from '#errors/errors.ts';
import type { GraphName } from '#graphs/catalogue.ts';
import { drawSvg } from '../draw-svg.ts';
import { graphNameOf } from '../graph-name.ts';
import { defineRoute } from '../route.ts';
import type { CrewsServices } from '../services.ts';

const mermaid = 'text/vnd.mermaid';
const svg = 'image/svg+xml';

export const drawGraph = defineRoute({
  operation: 'drawGraph',
  method: 'get',
  path: '/graphs/{name}/drawing',
  tag: 'Graphs',
  summary: 'A drawing of a graph with its subgraphs, as SVG or Mermaid, whichever `Accept` prefers.',
  params: z.object({ name: z.string() }),
  answers: {
    200: { description: 'The drawing.', content: { [svg]: z.string(), [mermaid]: z.string() } },
  },
  async handle({ params, accepts }, { graphs }) {
    const name = graphNameOf(params.name);
    const type = accepts([svg, mermaid, 'text/plain']);
    if (type === undefined) throw notAcceptable();
    const text = await drawn(graphs, name, type === svg ? 'svg' : 'mermaid');
    return { status: 200, type, text, headers: { vary: 'Accept', 'cache-control': 'private, max-age=3600' } };
  },
});

/** By the graphs themselves, as tests have several sets of them. Two drawings of each graph: no bound is needed. */
const drawings = new WeakMap<object, Map<string, Promise<string>>>();

function drawn(graphs: CrewsServices['graphs'], name: GraphName, kind: 'svg' | 'mermaid'): Promise<string> {
  const known = drawings.get(graphs) ?? new Map<string, Promise<string>>();
  drawings.set(graphs, known);
  const key = `${name}.${kind}`;
  const drawing = known.get(key) ?? draw();
  known.set(key, drawing);
  return drawing;

  async function draw(): Promise<string> {
    const graph = await graphs[name].getGraphAsync({ xray: true });
    return kind === 'svg' ? drawSvg(graph) : graph.drawMermaid();
  }
}

function notAcceptable(): ProjectError {
  return new ProjectError(
    'There is no drawing of this kind.',
    { code: 'not_acceptable', retryable: false },
    { fix: `Accept ${svg} or ${mermaid}.` },
  );
}
