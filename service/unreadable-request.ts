/**
 * Whether it is Express or its body parser that refuses a request: a wrong `%` in the address, a compression that
 * cannot be undone. Unlike our own errors, theirs have a status.
 */
export function isUnreadableRequest(error: unknown): boolean {
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500;
}
