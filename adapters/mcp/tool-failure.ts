import { errorOfText } from '#errors/describe-error.ts';
import { translateMcpError } from './connect-mcp.ts';

const preface = 'returned an error: ';

/** Restores the error that a tool answered with, of which MCP adapters keep only the text. */
export function toolFailure(error: unknown, call: { tool: string; writes: boolean }): unknown {
  const text = error instanceof Error ? error.message : '';
  const at = text.indexOf(preface);
  const told = at < 0 ? undefined : errorOfText(text.slice(at + preface.length), error);
  return told ?? translateMcpError(error, { server: call.tool, writes: call.writes });
}
