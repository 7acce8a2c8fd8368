import type { Request, RequestHandler, Response } from 'express';
import {
  ErrorCode,
  isInitializeRequest,
  JSONRPCMessageSchema,
  StreamableHTTPServerTransport,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '#adapters/mcp/sdk.ts';
import { principalOf } from '#service/authenticate.ts';
import { answerToolCall } from './answer-tool-call.ts';
import { createOpenQuestions } from './open-questions.ts';
import { createPostTransport } from './post-transport.ts';
import { createProtocolServer } from './protocol-server.ts';
import type { Provider } from './provider.ts';
import { traceRequest } from './trace-request.ts';

/**
 * Streamable HTTP without sessions: each POST has a transport of its own, and nothing is kept from one to the next.
 * Stateful sessions would end for good when a process restarts, since clients do not initialise again.
 */
export function mcpEndpoint(provider: Provider): RequestHandler {
  const questions = createOpenQuestions();

  return async (request, response) => {
    const refusal = refusalOf(request);
    if (refusal) return sendJsonRpcError(response, refusal.status, ErrorCode.ConnectionClosed, refusal.why);
    if (Array.isArray(request.body)) return answerBatch(provider, request, response);
    const parsed = JSONRPCMessageSchema.safeParse(request.body);
    if (!parsed.success) {
      return sendJsonRpcError(response, 400, ErrorCode.InvalidRequest, 'The body is no JSON-RPC message.');
    }
    const principal = principalOf(response);
    const message = parsed.data;
    if (!('method' in message)) {
      if (questions.answer(principal, message)) return void response.status(202).end();
      return sendJsonRpcError(response, 400, ErrorCode.InvalidRequest, 'This answers no open question.');
    }
    // Between requests there is nothing that a notification could change.
    if (!('id' in message)) return void response.status(202).end();
    const transport = createPostTransport(response, principal, questions);
    if (message.method === 'tools/call') {
      const answering = { provider, principal, transport };
      return traceRequest(message, request.headers, () => answerToolCall(message, answering));
    }
    const server = createProtocolServer(provider, principal);
    await server.connect(transport);
    transport.onmessage?.(message);
  };
}

/** Several messages in one body, as the revision 2025-03-26 has it and later ones do not: by the SDK's own means. */
async function answerBatch(provider: Provider, request: Request, response: Response): Promise<void> {
  const server = createProtocolServer(provider, principalOf(response));
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  // Before the request is handled: a client may hang up at once.
  response.on('close', () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, request.body);
}

const json = 'application/json';
/** What nearly all clients send, so that only other values need to be taken apart. */
const usualAccept = 'application/json, text/event-stream';

/** What the specification of the transport demands of the headers. */
function refusalOf(request: Request): { status: number; why: string } | undefined {
  const { accept, 'content-type': contentType } = request.headers;
  const acceptsBoth =
    accept === usualAccept || (request.accepts(json) && request.accepts('text/event-stream'));
  if (!acceptsBoth) {
    return { status: 406, why: 'Accept must name application/json and text/event-stream.' };
  }
  if (contentType !== json && !request.is(json))
    return { status: 415, why: 'Content-Type must be application/json.' };
  const version = request.get('mcp-protocol-version');
  if (version && !SUPPORTED_PROTOCOL_VERSIONS.includes(version) && !isInitializeRequest(request.body)) {
    const known = SUPPORTED_PROTOCOL_VERSIONS.join(', ');
    return { status: 400, why: `The protocol version ${version} is not one of ${known}.` };
  }
  return undefined;
}

/** Without sessions there is nothing to DELETE, and nothing to GET where nothing is announced. */
export const methodNotAllowed: RequestHandler = (_request, response) => {
  response.setHeader('Allow', 'POST');
  sendJsonRpcError(
    response,
    405,
    ErrorCode.ConnectionClosed,
    'Method not allowed: this server has no sessions.',
  );
};

export function sendJsonRpcError(response: Response, status: number, code: number, message: string): void {
  response.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}
