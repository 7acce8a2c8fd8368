import { ProjectError } from '#errors/errors.ts';

/**
 * What every node of a conversation does when it fails: a fault that may pass is tried once more, and then fails
 * the run, which can be taken up again from its last checkpoint. LangGraph's own error handlers are not used:
 * after one has run, the failed step is not taken up again.
 */
export const retryPolicy = {
  maxAttempts: 2,
  initialInterval: 200,
  logWarning: false, // it would print to standard output, in its own form
  retryOn: (error: unknown) => error instanceof ProjectError && error.retryable,
};
