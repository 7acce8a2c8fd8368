import type { Route } from '../route.ts';
import { cancelRun } from './cancel-run.ts';
import { decideApproval } from './decide-approval.ts';
import { deleteThread } from './delete-thread.ts';
import { drawGraph } from './draw-graph.ts';
import { forgetContact } from './forget-contact.ts';
import { forkThread } from './fork-thread.ts';
import { getHistory } from './get-history.ts';
import { getRun } from './get-run.ts';
import { getThread } from './get-thread.ts';
import { invokeGraph } from './invoke-graph.ts';
import { listApprovals } from './list-approvals.ts';
import { listGraphs } from './list-graphs.ts';
import { resumeThread } from './resume-thread.ts';
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
  getThread,
  getHistory,
  resumeThread,
  forkThread,
  deleteThread,
  listApprovals,
  decideApproval,
  forgetContact,
];
