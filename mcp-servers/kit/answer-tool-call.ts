import {
  CallToolRequestSchema,
  type JSONRPCRequest,
  type JSONRPCResultResponse,
  type Server,
  type Transport,
} from '#adapters/mcp/sdk.ts';
import { InputError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';
import { callerLink } from './caller-link.ts';
import { protocolError } from './protocol-error.ts';
import { createProtocolServer } from './protocol-server.ts';
import type { Provider } from './provider.ts';

/** Who answers, and whom. */
export interface Answering {
  provider: Provider;
  principal: Principal;
  /** Of this request alone. */
  transport: Transport;
}

/**
 * Answers one call of a tool without the SDK's `Server`: to make and run one takes longer than all else that a short
 * call needs (docs/decisions/2026-11-22-calls-without-a-server.md). A tool that speaks with its caller gets one, when
 * it does.
 */
export async function answerToolCall(request: JSONRPCRequest, answering: Answering): Promise<void> {
  const { transport } = answering;
  const gone = new AbortController();
  transport.onclose = () => gone.abort();
  const { jsonrpc, id } = request;
  try {
    const result = await callTool(request, answering, gone.signal);
    await transport.send({ jsonrpc, id, result });
  } catch (error) {
    const { code, message } = protocolError(error);
    await transport.send({ jsonrpc, id, error: { code, message } });
  }
}

async function callTool(
  request: JSONRPCRequest,
  { provider, principal, transport }: Answering,
  signal: AbortSignal,
): Promise<JSONRPCResultResponse['result']> {
  const call = CallToolRequestSchema.safeParse(request);
  if (!call.success) throw new InputError('A call holds the name of a tool and an object of arguments.');
  const { name, arguments: given = {}, _meta: meta } = call.data.params;

  let server: Server | undefined;
  const speaker = () => {
    if (!server) {
      server = createProtocolServer(provider, principal);
      void server.connect(transport); // takes effect at once: there is nothing to start
    }
    return server;
  };
  const related = { relatedRequestId: request.id };
  const caller = callerLink({
    signal,
    _meta: meta,
    sendNotification: async (notification) => speaker().notification(notification, related),
    sendRequest: async (question, schema, options) =>
      speaker().request(question, schema, { ...options, ...related }),
  });
  return provider.callTool({ name, arguments: given, principal, signal, caller });
}
