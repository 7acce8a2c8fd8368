import type { RequestHandler } from 'express';
import type { World } from '../world.ts';

/** Gives a file of a message to whoever has its address, as a download only. */
export function serveFile(world: World): RequestHandler {
  return (request, response) => {
    const messages = [...world.conversations.values()].flatMap((conversation) => conversation.messages);
    const file = messages
      .flatMap(({ attachments }) => attachments)
      .find(({ id }) => id === Number(request.params.id));
    if (!file) return void response.status(404).end();
    response.type(file.contentType).set('Content-Disposition', 'attachment').send(Buffer.from(file.bytes));
  };
}
