import type { RequestHandler, Response } from 'express';
import { ErrorCode, StreamableHTTPServerTransport } from '#adapters/mcp/sdk.ts';
import { principalOf } from '#service/authenticate.ts';
import { createProtocolServer } from './protocol-server.ts';
import type { Provider } from './provider.ts';

/**
 * Streamable HTTP without sessions: a fresh server and transport for each POST. Stateful sessions would end
 * for good when a process restarts, since clients do not initialise again.
 */
export function mcpEndpoint(provider: Provider): RequestHandler {
  return async (request, response) => {
    const server = createProtocolServer(provider, principalOf(response));
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    // Before the request is handled: a client may hang up at once.
    response.on('close', () => void server.close());
    await server.connect(transport);
    await transport.handleRequest(request, response, request.body);
  };
}

/** Without sessions there is no stream to GET and nothing to DELETE. */
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
