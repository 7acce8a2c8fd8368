/** What a `CheckpointError` carries beside its message. */
export interface CheckpointErrorDetails {
  /** Stable machine-readable reason, in snake_case. */
  code: string;
  /** Whether the same call may succeed when it is simply repeated; every operation of the saver may be. */
  retryable: boolean;
  /** Whether the data may have reached Redis: `no` is certain, `maybe` is not. Reads never write. */
  written: 'no' | 'maybe';
  /** What the reader should do next, as one sentence. */
  fix?: string;
  cause?: unknown;
}

/** Everything that the saver and the store throw on purpose. */
export class CheckpointError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly written: 'no' | 'maybe';
  readonly fix: string | undefined;

  constructor(message: string, details: CheckpointErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CheckpointError';
    this.code = details.code;
    this.retryable = details.retryable;
    this.written = details.written;
    this.fix = details.fix;
  }
}
