import { errorOfText } from '#errors/describe-error.ts';
import { ProjectError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { McpConnection, ToolClient } from './connect-mcp.ts';
import { patiently } from './patiently.ts';
import type { CallToolResult } from './sdk.ts';
import { textOf } from './tool-content.ts';

/** A call as an onlooker sees it. */
export interface ObservedCall {
  tool: string;
  arguments: Record<string, unknown>;
  /** Whether the tool did what it was asked. */
  succeeded: boolean;
  milliseconds: number;
  /** On whose behalf it was made. */
  principal: Principal | undefined;
}

export interface Observation {
  /** Told of every call when it has ended, for demonstrations and tests. */
  observe?: ((call: ObservedCall) => void) | undefined;
  /** Called before each tool that may change something; what it throws keeps the tool from being called. */
  beforeWrite?: (() => void) | undefined;
  /** For how long what fails by a fault that may pass is tried again, in milliseconds; 0 by default. */
  patienceMs?: number | undefined;
}

/** The client that all tools are called through: it watches, and tries again what may pass. */
export function observedClient(
  client: ToolClient,
  principal: McpConnection['principal'],
  { observe, beforeWrite, patienceMs = 0, isReadOnly }: Observation & { isReadOnly(tool: string): boolean },
): ToolClient {
  async function callOnce(...[call, options]: Parameters<ToolClient['callTool']>): Promise<CallToolResult> {
    const writes = !isReadOnly(call.name);
    if (writes) beforeWrite?.();
    const started = performance.now();
    let succeeded = false;
    try {
      const result = await client.callTool(call, { ...options, writes });
      succeeded = result.isError !== true;
      return result;
    } finally {
      const milliseconds = Math.round(performance.now() - started);
      const { name: tool, arguments: args = {} } = call;
      observe?.({ tool, arguments: args, succeeded, milliseconds, principal: principal() });
    }
  }

  return {
    ...client,
    callTool: (call, options) =>
      patiently(() => callOnce(call, options), { patienceMs, mayPass, signal: options?.signal }),
  };
}

/** What is retryable was not done. The answer of a tool that failed holds its error as a text. */
export function mayPass(outcome: PromiseSettledResult<unknown>): boolean {
  if (outcome.status === 'rejected')
    return outcome.reason instanceof ProjectError && outcome.reason.retryable;
  const { isError, content } = (outcome.value ?? {}) as { isError?: unknown; content?: unknown };
  return isError === true && errorOfText(textOf(content))?.retryable === true;
}
