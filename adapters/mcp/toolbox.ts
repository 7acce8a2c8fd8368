import type { DynamicStructuredTool } from '@langchain/core/tools';
import { loadMcpTools } from '@langchain/mcp-adapters';
import type { z } from 'zod';
import { errorOfText } from '#errors/describe-error.ts';
import { ProjectError, UpstreamError } from '#errors/errors.ts';
import { type Principal, principalClass } from '#identity/principal.ts';
import type { Tokens } from '#identity/tokens.ts';
import { connectMcp, hangingUpOn, type McpConnection, translateMcpError } from './connect-mcp.ts';
import { patiently } from './patiently.ts';
import type { Client } from './sdk.ts';
import { toolFailure } from './tool-failure.ts';

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

export interface ToolboxOptions {
  url: string;
  /** The server's name, which is the audience of its tokens. */
  audience: string;
  tokens: Tokens;
  timeoutSeconds: number;
  /** Told of every call when it has ended, for demonstrations and tests. */
  observe?: ((call: ObservedCall) => void) | undefined;
  /** Called before each tool that may change something; what it throws keeps the tool from being called. */
  beforeWrite?: (() => void) | undefined;
  /** For how long what fails by a fault that may pass is tried again, in milliseconds; 0 by default. */
  patienceMs?: number | undefined;
}

export function createToolbox(options: ToolboxOptions): Toolbox {
  const { patienceMs = 0 } = options;
  const connection = connectMcp(options);
  const known = new Map<string, { tools: DynamicStructuredTool[]; freshUntil: number }>();

  const toolsOf = (principal: Principal) =>
    connection.as(principal, async (client) => {
      const key = principalClass(principal);
      const cached = known.get(key);
      if (cached && cached.freshUntil > Date.now()) return cached.tools;
      const tools = await loadMcpTools(
        options.audience,
        observed(client, { ...options, principal: connection.principal }, isKnownAsReadOnly),
        {
          throwOnLoadError: true,
          defaultToolTimeout: options.timeoutSeconds * 1_000,
          // Without this the model would be shown the structured content beside the same as text.
          afterToolCall: ({ result: [content] }) => ({ result: [textOf(content), structuredOf(content)] }),
        },
      ).catch((error) => {
        throw translateMcpError(error, { server: options.audience, writes: false });
      });
      if (known.size >= 100) known.clear();
      known.set(key, { tools, freshUntil: Date.now() + listFreshMs });
      return tools;
    });

  /** One of the tools, which may come a moment later: a gateway that has just started offers what it has reached. */
  async function findTool(name: string, principal: Principal): Promise<DynamicStructuredTool> {
    const tools = await toolsOf(principal);
    const tool = tools.find((each) => each.name === name);
    if (tool) return tool;
    known.clear(); // it may have come since the list was read
    throw new UpstreamError(`The tool ${name} is not offered at present.`, { code: 'server_unavailable' });
  }

  function isKnownAsReadOnly(name: string): boolean {
    const tools = [...known.values()].flatMap((each) => each.tools).filter((tool) => tool.name === name);
    return tools.some(isReadOnly);
  }

  return {
    async call({ tool: name, arguments: args, principal, signal, output }) {
      const patience = { patienceMs, mayPass, signal };
      const tool = await patiently(() => findTool(name, principal), patience);
      const answer = await connection.as(principal, () =>
        tool
          .invoke({ type: 'tool_call', id: name, name, args }, signal ? { signal } : {})
          .catch((error: unknown) => {
            throw toolFailure(error, { tool: name, writes: !isReadOnly(tool) });
          }),
      );
      const parsed = output.safeParse((answer as { artifact?: unknown }).artifact);
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

/** The client that LangChain's tools call, with an onlooker. */
function observed(
  client: Client,
  {
    audience,
    observe = () => undefined,
    beforeWrite,
    patienceMs = 0,
    principal,
  }: ToolboxOptions & Pick<McpConnection, 'principal'>,
  isKnownAsReadOnly: (tool: string) => boolean,
): Client {
  async function callOnce(...[request, ...rest]: Parameters<Client['callTool']>) {
    if (beforeWrite && !isKnownAsReadOnly(request.name)) beforeWrite();
    const started = performance.now();
    let succeeded = false;
    try {
      const result = await hangingUpOn(rest[1]?.signal, () => client.callTool(request, ...rest));
      succeeded = result.isError !== true;
      return result;
    } catch (error) {
      throw translateMcpError(error, { server: audience, writes: !isKnownAsReadOnly(request.name) });
    } finally {
      const milliseconds = Math.round(performance.now() - started);
      const { name: tool, arguments: args = {} } = request;
      observe({ tool, arguments: args, succeeded, milliseconds, principal: principal() });
    }
  }
  const watched: Pick<Client, 'listTools' | 'callTool' | 'readResource'> = {
    listTools: (...parameters) => client.listTools(...parameters),
    readResource: (...parameters) => client.readResource(...parameters),
    callTool: (...parameters) =>
      patiently(() => callOnce(...parameters), { patienceMs, mayPass, signal: parameters[2]?.signal }),
  };
  return watched as Client;
}

/** What is retryable was not done. The answer of a tool that failed holds its error as a text. */
function mayPass(outcome: PromiseSettledResult<unknown>): boolean {
  if (outcome.status === 'rejected')
    return outcome.reason instanceof ProjectError && outcome.reason.retryable;
  const { isError, content } = (outcome.value ?? {}) as { isError?: unknown; content?: unknown };
  return isError === true && errorOfText(textOf(content))?.retryable === true;
}

function isReadOnly(tool: DynamicStructuredTool): boolean {
  return (tool.metadata?.annotations as { readOnlyHint?: boolean } | undefined)?.readOnlyHint === true;
}

type Block = { text?: unknown; structuredContent?: unknown };

function blocksOf(content: unknown): Block[] {
  return Array.isArray(content) ? (content as Block[]) : [];
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return blocksOf(content)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('\n');
}

function structuredOf(content: unknown) {
  return blocksOf(content).find(({ structuredContent }) => structuredContent)?.structuredContent as never;
}
