import { ProjectError } from './errors.ts';

/** An error as any edge (MCP, HTTP, worker) may show it: no traceback, no secret, no raw argument. */
export interface ErrorDescription {
  code: string;
  message: string;
  retryable: boolean;
  fix?: string;
}

/**
 * Turns anything thrown into what may leave the process. The text of an error that is not a
 * {@link ProjectError} is withheld: it can hold arguments or credentials of a library.
 */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof ProjectError) {
    return {
      code: error.code,
      message: error.message,
      retryable: error.retryable,
      ...(error.fix === undefined ? {} : { fix: error.fix }),
    };
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return { code: 'cancelled', message: 'The caller cancelled the request.', retryable: true };
  }
  return {
    code: 'internal_error',
    message: 'The service failed in a way it did not expect.',
    retryable: false,
    fix: 'Report it to the operator; the log has the details under the same time.',
  };
}

/**
 * The one text form of an error that a model reads: `code: message`, then what to do next. The first word is
 * machine-readable because MCP adapters keep only the text of a failed tool call.
 */
export function errorText(error: unknown): string {
  const { code, message, retryable, fix } = describeError(error);
  const next = fix ?? (retryable ? 'Try again in a moment.' : undefined);
  return next === undefined ? `${code}: ${message}` : `${code}: ${message}\nNext: ${next}`;
}
