import type { RequestHandler } from 'express';
import { principalOf } from '#service/authenticate.ts';
import { startEventStream } from './event-stream.ts';
import { sendJsonRpcError } from './mcp-endpoint.ts';
import type { Provider } from './provider.ts';

const mostStreams = 1_000;
/** After this time a client connects anew, and so shows a token that is still good. */
const longestMs = 30 * 60_000;

/**
 * GET on `/mcp`: a stream of what a caller should know outside of any request, such as that the list of tools has
 * changed. A provider that announces nothing leaves the request to the next handler.
 *
 * @param closing ends all streams, so that the process need not wait for their callers to go.
 */
export function announcementStream(provider: Provider, closing: AbortSignal): RequestHandler {
  let open = 0;

  return (request, response, next) => {
    if (!provider.watch) return next();
    if (!request.accepts('text/event-stream')) {
      return sendJsonRpcError(response, 406, -32_000, 'Accept must name text/event-stream.');
    }
    if (open >= mostStreams || closing.aborted) {
      return sendJsonRpcError(
        response,
        503,
        -32_000,
        'There are too many streams; ask for the lists instead.',
      );
    }
    open += 1;
    const stream = startEventStream(response);
    const stop = provider.watch(principalOf(response), (announcement) =>
      stream.send({ jsonrpc: '2.0', ...announcement }),
    );
    const end = () => stream.end();
    const timer = setTimeout(end, longestMs).unref();
    closing.addEventListener('abort', end, { once: true });
    response.once('close', () => {
      open -= 1;
      clearTimeout(timer);
      closing.removeEventListener('abort', end);
      stop();
    });
  };
}
