import { ErrorCode, McpError } from '#adapters/mcp/sdk.ts';
import { describeError } from '#errors/describe-error.ts';

/** What is thrown past a provider, as JSON-RPC says it: it concerns the request itself, not the work of a tool. */
export function protocolError(error: unknown): McpError {
  const { code, message } = describeError(error);
  return new McpError(code === 'internal_error' ? ErrorCode.InternalError : ErrorCode.InvalidParams, message);
}
