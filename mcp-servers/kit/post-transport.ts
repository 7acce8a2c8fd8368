import type { Response } from 'express';
import type { JSONRPCMessage, JSONRPCRequest, RequestId, Transport } from '#adapters/mcp/sdk.ts';
import type { Principal } from '#identity/principal.ts';
import { type EventStream, startEventStream } from './event-stream.ts';
import type { OpenQuestions } from './open-questions.ts';

/**
 * The transport of one request that was posted. Its answer is plain JSON, which is fastest, unless something is
 * said before it (progress, a log message, a question): from then on the response is a stream of events. It closes
 * when the caller goes away before the answer.
 */
export function createPostTransport(
  response: Response,
  principal: Principal,
  questions: OpenQuestions,
): Transport {
  let stream: EventStream | undefined;
  /** The questions of this request: their ids here, and those that the caller sees. */
  const asked = new Map<RequestId, string>();

  /** The SDK counts its questions from 0 in each server, so they get a name that is good beyond this request. */
  const rename = (question: JSONRPCRequest): JSONRPCRequest => {
    const id = questions.open(principal, (answer) => transport.onmessage?.({ ...answer, id: question.id }));
    asked.set(question.id, id);
    return { ...question, id };
  };

  const finish = (answer: JSONRPCMessage) => {
    if (stream) {
      stream.end(answer);
    } else {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(answer));
    }
  };

  const say = (message: JSONRPCMessage) => {
    stream ??= startEventStream(response);
    stream.send(message);
  };

  const transport: Transport = {
    start: async () => undefined,

    async send(message) {
      if (response.destroyed || response.writableEnded) return;
      if (!('method' in message)) return finish(message);
      if ('id' in message) return say(rename(message));
      if (message.method === 'notifications/cancelled') {
        const id = asked.get(message.params?.requestId as RequestId);
        return say({ ...message, params: { ...message.params, requestId: id } });
      }
      say(message);
    },

    async close() {
      for (const id of asked.values()) questions.close(id);
      asked.clear();
      transport.onclose?.();
    },
  };
  response.once('close', () => {
    // After a whole answer nothing is left to end, and ending it makes errors that cost more than the request.
    if (!response.writableFinished || asked.size > 0) void transport.close();
  });
  return transport;
}
