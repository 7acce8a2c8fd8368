/** What can go wrong on purpose; tests set these fields while the stand-in runs. */
export interface Faults {
  /** Taken one by one by the REST requests that they fit. */
  rest: RestFault[];
  /** Each webhook is sent this many times, with the same delivery id. */
  webhookCopies: number;
  /** Each webhook waits up to this long, so that their order changes. */
  webhookJitterMs: number;
}

export interface RestFault {
  /** `POST /messages$`; every request when it is not given. */
  match?: RegExp;
  /** Lets this many fitting requests pass first. */
  after?: number;
  /**
   * `answer` it with a status, `hang` without an answer, `cut` the connection before anything is done, or
   * `cut-after` it was done.
   */
  kind: 'answer' | 'hang' | 'cut' | 'cut-after';
  status?: number;
  headers?: Record<string, string>;
  /** Sent as it is; JSON text or an HTML page. */
  body?: string;
}

export const noFaults = (): Faults => ({ rest: [], webhookCopies: 1, webhookJitterMs: 0 });

/** The first fault that fits `GET /path` and is due; it is thereby used up. */
export function takeFault(faults: Faults, request: string): RestFault | undefined {
  for (const [index, fault] of faults.rest.entries()) {
    if (fault.match && !fault.match.test(request)) continue;
    if (!fault.after) return faults.rest.splice(index, 1)[0];
    fault.after -= 1;
  }
  return undefined;
}
