import type { Route } from '../route.ts';
import { cancelRun } from './cancel-run.ts';
import { drawGraph } from './draw-graph.ts';
import { forgetContact } from './forget-contact.ts';
import { getRun } from './get-run.ts';
import { invokeGraph } from './invoke-graph.ts';
import { listGraphs } from './list-graphs.ts';
import { streamGraph } from './stream-graph.ts';
import { streamRun } from './stream-run.ts';

/** Every operation of the API, in the order of its description. */
export const allRoutes: readonly Route[] = [
  listGraphs,
  drawGraph,
  invokeGraph,
  streamGraph,
  getRun,
  streamRun,
  cancelRun,
  forgetContact,
];
