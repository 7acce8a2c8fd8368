/** What every error of this project carries beside its message. */
interface ErrorDetails {
  /** Stable machine-readable reason, in snake_case; callers may branch on it. */
  code?: string;
  /** Whether the same call may succeed when it is simply repeated. */
  retryable?: boolean;
  /** What the reader (a person or a model) should do next, as one sentence. */
  fix?: string;
  cause?: unknown;
}

/**
 * The parent of all errors that this project throws on purpose. Anything else that reaches an edge is a
 * defect and is reported as `internal_error` without its text.
 */
export class ProjectError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly fix: string | undefined;

  constructor(message: string, defaults: { code: string; retryable: boolean }, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = details.code ?? defaults.code;
    this.retryable = details.retryable ?? defaults.retryable;
    this.fix = details.fix;
  }
}

/** A setting is missing or wrong; the process must not start with it. */
export class ConfigError extends ProjectError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, { code: 'config_error', retryable: false }, details);
  }
}

/** The caller's arguments are wrong; repeating them unchanged cannot help. */
export class InputError extends ProjectError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, { code: 'invalid_input', retryable: false }, details);
  }
}

/** The caller is not known, or may not do this. */
export class AccessError extends ProjectError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, { code: 'access_denied', retryable: false }, details);
  }
}

/** The thing that was named does not exist, or the caller may not know that it does. */
export class NotFoundError extends ProjectError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, { code: 'not_found', retryable: false }, details);
  }
}

/** The request does not fit the present state: an order already cancelled, a total that changed. */
export class ConflictError extends ProjectError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, { code: 'conflict', retryable: false }, details);
  }
}

/** A rate, size or count limit was reached. */
export class LimitError extends ProjectError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, { code: 'limit_reached', retryable: true }, details);
  }
}

/** An outside system is down, slow or answers what it should not. Nothing was changed there. */
export class UpstreamError extends ProjectError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, { code: 'upstream_error', retryable: true }, details);
  }
}

/**
 * A write was sent and its answer never came: it may or may not have happened. Never repeated blindly; look
 * the record up by its idempotency key first.
 */
export class OutcomeUnknownError extends ProjectError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, { code: 'outcome_unknown', retryable: false }, details);
  }
}
