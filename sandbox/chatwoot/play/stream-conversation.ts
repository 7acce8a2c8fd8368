import type { Request, Response } from 'express';
import type { World, WorldEvent } from '../world.ts';
import { viewOfCustomer } from './conversation-view.ts';

const mostStreams = 200;
const heartbeatMs = 15_000;

/**
 * Server-Sent Events: the whole view of a customer's conversation, now and after each change, so that a
 * browser that reconnects has missed nothing.
 */
export function conversationStreams(world: World) {
  const open = new Set<Response>();

  function stream(request: Request, response: Response, phone: string): void {
    if (open.size >= mostStreams) return void response.status(503).json({ error: 'too many open pages' });
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.flushHeaders();
    open.add(response);

    const send = () => {
      const view = viewOfCustomer(world, phone) ?? null;
      response.write(`event: conversation\ndata: ${JSON.stringify(view)}\n\n`);
    };
    let isPlanned = false;
    const listener = ({ conversation }: WorldEvent) => {
      if (conversation.contact.phone !== phone || isPlanned) return;
      isPlanned = true; // one write for all changes of one step
      setImmediate(() => {
        isPlanned = false;
        if (open.has(response)) send();
      });
    };
    world.listeners.add(listener);
    const heartbeat = setInterval(() => response.write(': here\n\n'), heartbeatMs);
    request.on('close', () => {
      clearInterval(heartbeat);
      world.listeners.delete(listener);
      open.delete(response);
    });
    send();
  }

  /** Ends all streams, so that the server can close. */
  function close(): void {
    for (const response of open) response.end();
    open.clear();
  }

  return { stream, close };
}
