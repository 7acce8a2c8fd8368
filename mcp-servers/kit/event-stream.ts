import type { Response } from 'express';
import type { JSONRPCMessage } from '#adapters/mcp/sdk.ts';

const keepAliveMs = 15_000;
const mostBuffered = 1_000_000;

/** Messages to one caller as server-sent events. */
export interface EventStream {
  /** Sends a message; it is dropped when the caller does not keep up with reading. */
  send(message: JSONRPCMessage): void;
  /** Ends the stream, after one more message where there is one. */
  end(message?: JSONRPCMessage): void;
}

/** Turns a response into a stream of MCP messages; comments in between keep proxies from ending it. */
export function startEventStream(response: Response): EventStream {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const keepAlive = setInterval(() => response.write(': keep-alive\n\n'), keepAliveMs);
  response.once('close', () => clearInterval(keepAlive));

  return {
    send(message) {
      if (response.writableLength <= mostBuffered) response.write(eventOf(message));
    },
    end: (message) => void response.end(message && eventOf(message)),
  };
}

function eventOf(message: JSONRPCMessage): string {
  return `event: message\ndata: ${JSON.stringify(message)}\n\n`;
}
