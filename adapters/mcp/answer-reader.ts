import { eventStreamReader } from './event-stream.ts';
import { type FailedRequest, noAnswer, tooLarge } from './link-errors.ts';

/** Takes one answer as it arrives. */
export interface AnswerReader {
  /** The headers are there; an answer of any type but JSON and a stream of events holds no message. */
  start(contentType: string): void;
  take(chunk: Buffer): void;
  end(): void;
}

export interface ExpectedAnswer {
  /** Names the request in errors. */
  request: FailedRequest;
  maxBytes: number;
  onMessage(message: unknown): void;
}

/** Reads the messages of an answer of Streamable HTTP. What is no JSON, or too long, ends it by `fail`. */
export function answerReader(
  { request, maxBytes, onMessage }: ExpectedAnswer,
  fail: (error: Error) => void,
): AnswerReader {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isJson = false;
  let readEvents: ((text: string) => void) | undefined;
  const decoder = new TextDecoder();

  const tell = (text: string) => {
    try {
      onMessage(JSON.parse(text));
    } catch (error) {
      fail(noAnswer(request, error));
    }
  };

  return {
    start(contentType) {
      isJson = contentType.startsWith('application/json');
      if (contentType.startsWith('text/event-stream')) readEvents = eventStreamReader(tell);
    },
    take(chunk) {
      bytes += chunk.length;
      if (bytes > maxBytes) fail(tooLarge(request, maxBytes));
      else if (readEvents) readEvents(decoder.decode(chunk, { stream: true }));
      else chunks.push(chunk);
    },
    end() {
      if (isJson && bytes > 0) tell(Buffer.concat(chunks).toString());
    },
  };
}
