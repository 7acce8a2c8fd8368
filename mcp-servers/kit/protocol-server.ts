import {
  AjvJsonSchemaValidator,
  CallToolRequestSchema,
  CompleteRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  Server,
  SetLevelRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '#adapters/mcp/sdk.ts';
import type { Principal } from '#identity/principal.ts';
import { callerLink } from './caller-link.ts';
import { protocolError } from './protocol-error.ts';
import type { Provider } from './provider.ts';
import { traceRequest } from './trace-request.ts';

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
  serveTools(server, provider, principal);
  serveResources(server, provider, principal);
  servePrompts(server, provider, principal);
  serveCompletion(server, provider, principal);
  serveLogLevel(server, provider, principal);
  return server;
}

function capabilitiesOf({ getPrompt, complete, watch, subscribe, setLogLevel }: Provider) {
  const list = watch ? { listChanged: true } : {};
  return {
    tools: list,
    resources: { ...list, ...(subscribe ? { subscribe: true } : {}) },
    ...(getPrompt ? { prompts: list } : {}),
    ...(complete ? { completions: {} } : {}),
    ...(setLogLevel ? { logging: {} } : {}),
  };
}

function serveTools(server: Server, provider: Provider, principal: Principal): void {
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: await provider.listTools(principal),
  }));
  server.setRequestHandler(CallToolRequestSchema, (request, extra) => {
    const { name, arguments: given = {} } = request.params;
    const caller = callerLink(extra);
    const call = { name, arguments: given, principal, signal: extra.signal, caller };
    return asProtocolError(() => traceRequest(request, undefined, () => provider.callTool(call)));
  });
}

function serveResources(server: Server, provider: Provider, principal: Principal): void {
  server.setRequestHandler(ListResourcesRequestSchema, async () => ({
    resources: await provider.listResources(principal),
  }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, async () => ({
    resourceTemplates: (await provider.listResourceTemplates?.(principal)) ?? [],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, (request, { signal }) => {
    const read = { uri: request.params.uri, principal, signal };
    return asProtocolError(() => traceRequest(request, undefined, () => provider.readResource(read)));
  });
  if (!provider.subscribe) return;
  server.setRequestHandler(SubscribeRequestSchema, ({ params }) =>
    asProtocolError(async () => {
      provider.subscribe?.({ uri: params.uri, principal });
      return {};
    }),
  );
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) =>
    asProtocolError(async () => {
      provider.unsubscribe?.({ uri: params.uri, principal });
      return {};
    }),
  );
}

function servePrompts(server: Server, { listPrompts, getPrompt }: Provider, principal: Principal): void {
  if (!getPrompt) return;
  server.setRequestHandler(ListPromptsRequestSchema, async () => ({
    prompts: (await listPrompts?.(principal)) ?? [],
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }, { signal }) =>
    asProtocolError(async () =>
      getPrompt({ name: params.name, arguments: params.arguments ?? {}, principal, signal }),
    ),
  );
}

function serveCompletion(server: Server, { complete }: Provider, principal: Principal): void {
  if (!complete) return;
  server.setRequestHandler(CompleteRequestSchema, ({ params }, { signal }) =>
    asProtocolError(async () => {
      const { ref, argument, context } = params;
      const given = context?.arguments ?? {};
      return complete({ of: ref, variable: argument.name, value: argument.value, given, principal, signal });
    }),
  );
}

function serveLogLevel(server: Server, { setLogLevel }: Provider, principal: Principal): void {
  if (!setLogLevel) return;
  server.setRequestHandler(SetLevelRequestSchema, ({ params }) => {
    setLogLevel(params.level, principal);
    return {};
  });
}

async function asProtocolError<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw protocolError(error);
  }
}
