import { ProjectError } from '#errors/errors.ts';
import { translateMcpError } from './connect-mcp.ts';

const retryableCodes = new Set([
  'upstream_error',
  'timeout',
  'server_unavailable',
  'limit_reached',
  'cancelled',
]);

/**
 * Restores the error that a tool answered with. MCP adapters keep only its text, whose form
 * `code: message`, then `Next: …`, is this project's own (see `errorText`).
 */
export function toolFailure(error: unknown, call: { tool: string; writes: boolean }): unknown {
  const text = error instanceof Error ? error.message : '';
  const match = /returned an error: ([a-z_]+): ([\s\S]*?)(?:\nNext: ([\s\S]*))?$/.exec(text);
  if (!match) return translateMcpError(error, { server: call.tool, writes: call.writes });
  const [, code = 'upstream_error', message = '', fix] = match;
  return new ProjectError(
    message,
    { code, retryable: retryableCodes.has(code) },
    { cause: error, ...(fix === undefined ? {} : { fix }) },
  );
}
