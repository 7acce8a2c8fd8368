import type { DynamicStructuredTool } from '@langchain/core/tools';
import { loadMcpTools } from '@langchain/mcp-adapters';
import type { z } from 'zod';
import { UpstreamError } from '#errors/errors.ts';
import { type Principal, principalClass } from '#identity/principal.ts';
import { connectMcp, type McpConnectionOptions, type ToolClient } from './connect-mcp.ts';
import { mayPass, type Observation, observedClient } from './observed-client.ts';
import { patiently } from './patiently.ts';
import type { Client } from './sdk.ts';
import { structuredOf, textOf } from './tool-content.ts';
import { failureTold } from './tool-failure.ts';

const listFreshMs = 60_000;

/** One call of a tool on somebody's behalf. */
export interface ToolRequest<Output> {
  tool: string;
  arguments: Record<string, unknown>;
  principal: Principal;
  signal?: AbortSignal | undefined;
  /** What the caller uses of the answer; the rest is dropped, and an answer that does not fit is an error. */
  output: z.ZodType<Output>;
}

/** The tools of an MCP server as LangChain tools, for any number of principals at once. */
export interface Toolbox {
  /** Calls one tool. Its own errors come back as errors of this project, with their codes. */
  call<Output>(request: ToolRequest<Output>): Promise<Output>;
  /** Gives an agent the tools that `principal` is offered, all of whose calls carry that principal's token. */
  withTools<Result>(
    principal: Principal,
    work: (tools: DynamicStructuredTool[]) => Promise<Result>,
  ): Promise<Result>;
  close(): Promise<void>;
}

export type ToolboxOptions = McpConnectionOptions & Observation;

/**
 * Calls go over the link as they are; LangChain’s tools are for agents, and call over the same, but do more beside it
 * (docs/decisions/2026-11-22-a-turns-own-time.md).
 */
export function createToolbox(options: ToolboxOptions): Toolbox {
  const { audience, timeoutSeconds, patienceMs = 0 } = options;
  const connection = connectMcp(options);
  const known = new Map<string, { tools: DynamicStructuredTool[]; freshUntil: number }>();
  const isKnownAsReadOnly = (name: string) =>
    [...known.values()].some(({ tools }) => tools.some((tool) => tool.name === name && isReadOnly(tool)));

  const on = <Result>(principal: Principal, work: (client: ToolClient) => Promise<Result>) =>
    connection.as(principal, (client) =>
      work(observedClient(client, connection.principal, { ...options, isReadOnly: isKnownAsReadOnly })),
    );

  async function toolsOf(principal: Principal): Promise<DynamicStructuredTool[]> {
    const key = principalClass(principal);
    const cached = known.get(key);
    if (cached && cached.freshUntil > Date.now()) return cached.tools;
    const tools = await on(principal, (client) =>
      loadMcpTools(audience, asClient(client), {
        throwOnLoadError: true,
        defaultToolTimeout: timeoutSeconds * 1_000,
        // Without this the model would be shown the structured content beside the same as text.
        afterToolCall: ({ result: [content] }) => ({ result: [textOf(content), structuredOf(content)] }),
      }),
    );
    if (known.size >= 100) known.clear();
    known.set(key, { tools, freshUntil: Date.now() + listFreshMs });
    return tools;
  }

  /** One of the tools, which may come a moment later: a gateway that has just started offers what it has reached. */
  async function findTool(name: string, principal: Principal): Promise<DynamicStructuredTool> {
    const tools = await toolsOf(principal);
    const tool = tools.find((each) => each.name === name);
    if (tool) return tool;
    known.clear(); // it may have come since the list was read
    throw new UpstreamError(`The tool ${name} is not offered at present.`, { code: 'server_unavailable' });
  }

  return {
    async call({ tool: name, arguments: args, principal, signal, output }) {
      const patience = { patienceMs, mayPass, signal };
      const tool = await patiently(() => findTool(name, principal), patience);
      const result = await on(principal, (client) => client.callTool({ name, arguments: args }, { signal }));
      if (result.isError) {
        throw failureTold(textOf(result.content), { tool: name, writes: !isReadOnly(tool) }, result);
      }
      const parsed = output.safeParse(result.structuredContent);
      if (parsed.success) return parsed.data;
      const where = parsed.error.issues[0]?.path.join('.');
      throw new UpstreamError(`The answer of ${name} does not have the form that is used here (${where}).`, {
        code: 'unexpected_answer',
        retryable: false,
        cause: parsed.error,
      });
    },
    async withTools(principal, work) {
      const tools = await patiently(() => toolsOf(principal), { patienceMs, mayPass });
      return connection.as(principal, () => work(tools));
    },
    close: () => connection.close(),
  };
}

/** As MCP adapters call it, of whose parameters the second one is of no use here. */
function asClient({ listTools, callTool, readResource }: ToolClient): Client {
  const called: Pick<Client, 'listTools' | 'callTool' | 'readResource'> = {
    listTools,
    readResource,
    callTool: (call, _resultSchema, options) => callTool(call, { signal: options?.signal }),
  };
  return called as Client;
}

function isReadOnly(tool: DynamicStructuredTool): boolean {
  return (tool.metadata?.annotations as { readOnlyHint?: boolean } | undefined)?.readOnlyHint === true;
}
