import type { Route } from './route.ts';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  method: Route['method'];
  /** Of the route, below `/api/v1/accounts/{account}`: `/conversations/:conversation/labels`. */
  path: string;
  /** Undefined where there was none, or a form with files. */
  requestBody?: unknown;
  status: number;
  answer: unknown;
}
