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
  if (hasOurForm(error)) {
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

/** `checkpoints/` stands alone and has an error class of its own, of the same form. */
function hasOurForm(error: unknown): error is Pick<ProjectError, 'code' | 'message' | 'retryable' | 'fix'> {
  if (!(error instanceof Error)) return false;
  const { code, retryable } = error as { code?: unknown; retryable?: unknown };
  return typeof code === 'string' && typeof retryable === 'boolean';
}

/** Ends the text of an error that may pass, so that whoever has only the text can tell. */
const retryMark = 'The same call may succeed later.';

/**
 * The one text form of an error that a model reads: `code: message`, then what to do next. It can be read back
 * ({@link errorOfText}), because MCP adapters keep only the text of a failed tool call.
 */
export function errorText(error: unknown): string {
  const { code, message, retryable, fix } = describeError(error);
  const next = [fix, retryable ? retryMark : undefined].filter(Boolean).join(' ');
  return next ? `${code}: ${message}\nNext: ${next}` : `${code}: ${message}`;
}

/** The error that {@link errorText} wrote; undefined for any other text. */
export function errorOfText(text: string, cause?: unknown): ProjectError | undefined {
  const match = /^([a-z][a-z0-9_]*): ([\s\S]*?)(?:\nNext: ([\s\S]*))?$/.exec(text);
  if (!match) return undefined;
  const [, code = '', message = '', next = ''] = match;
  const retryable = next.endsWith(retryMark);
  const fix = (retryable ? next.slice(0, -retryMark.length) : next).trim();
  return new ProjectError(message, { code, retryable }, { cause, ...(fix ? { fix } : {}) });
}
