import {
  AjvJsonSchemaValidator,
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  Server,
} from '#adapters/mcp/sdk.ts';
import { describeError } from '#errors/describe-error.ts';
import type { Principal } from '#identity/principal.ts';
import type { Provider } from './provider.ts';

/** Shared: making one costs more than all else of a request, and only a server that asks its caller uses it. */
const jsonSchemaValidator = new AjvJsonSchemaValidator();

/**
 * An MCP server for one caller, on the SDK's low-level `Server`: it takes the provider's precomputed lists as
 * they are, where `McpServer` would build every schema anew. Made fresh for each HTTP request, so that nothing
 * can pass from one caller to the next.
 */
export function createProtocolServer(provider: Provider, principal: Principal): Server {
  const server = new Server(
    { name: provider.name, title: provider.title, version: provider.version },
    { capabilities: capabilitiesOf(provider), instructions: provider.instructions, jsonSchemaValidator },
  );
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: await provider.listTools(principal),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
    asProtocolError(() =>
      provider.callTool({ name: params.name, arguments: params.arguments ?? {}, principal, signal }),
    ),
  );
  server.setRequestHandler(ListResourcesRequestSchema, async () => ({
    resources: await provider.listResources(principal),
  }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: provider.listResourceTemplates?.(principal) ?? [],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }, { signal }) =>
    asProtocolError(() => provider.readResource({ uri: params.uri, principal, signal })),
  );
  servePrompts(server, provider, principal);
  serveCompletion(server, provider, principal);
  return server;
}

function capabilitiesOf({ getPrompt, complete }: Provider) {
  return {
    tools: {},
    resources: {},
    ...(getPrompt ? { prompts: {} } : {}),
    ...(complete ? { completions: {} } : {}),
  };
}

function servePrompts(server: Server, { listPrompts, getPrompt }: Provider, principal: Principal): void {
  if (!getPrompt) return;
  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: listPrompts?.(principal) ?? [],
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) =>
    asProtocolError(async () =>
      getPrompt({ name: params.name, arguments: params.arguments ?? {}, principal }),
    ),
  );
}

function serveCompletion(server: Server, { complete }: Provider, principal: Principal): void {
  if (!complete) return;
  server.setRequestHandler(CompleteRequestSchema, ({ params }, { signal }) =>
    asProtocolError(async () => {
      const { ref, argument, context } = params;
      if (ref.type !== 'ref/resource') return { completion: { values: [] } };
      return complete({
        uriTemplate: ref.uri,
        variable: argument.name,
        value: argument.value,
        given: context?.arguments ?? {},
        principal,
        signal,
      });
    }),
  );
}

/** What is thrown past a provider concerns the request itself, not the work of a tool. */
async function asProtocolError<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = describeError(error);
    throw new McpError(
      code === 'internal_error' ? ErrorCode.InternalError : ErrorCode.InvalidParams,
      message,
    );
  }
}
