import { describe, expect, test, vi } from 'vitest';
import { LimitError, UpstreamError } from '#errors/errors.ts';
import { answerReader } from './answer-reader.ts';

/** Feeds an answer in the given pieces; returns the messages told and the failures. */
function read(contentType: string, pieces: (string | Buffer)[], maxBytes = 1_000) {
  const messages: unknown[] = [];
  const fail = vi.fn<(error: Error) => void>();
  const reader = answerReader(
    {
      request: { server: 'mcp-odoo', writes: false },
      maxBytes,
      onMessage: (message) => void messages.push(message),
    },
    fail,
  );
  reader.start(contentType);
  for (const piece of pieces) reader.take(Buffer.from(piece));
  reader.end();
  return { messages, failures: fail.mock.calls.map(([error]) => error) };
}

describe('an answer of JSON', () => {
  test('is one message, however it was cut on its way', () => {
    const bytes = Buffer.from('{"text":"ação"}');
    const cutInsideALetter = [bytes.subarray(0, 11), bytes.subarray(11)];
    expect(read('application/json; charset=utf-8', cutInsideALetter).messages).toEqual([{ text: 'ação' }]);
  });

  test('may be empty', () => {
    expect(read('application/json', [])).toEqual({ messages: [], failures: [] });
  });

  test('fails where it is none', () => {
    const { messages, failures } = read('application/json', ['<html>']);
    expect(messages).toEqual([]);
    expect(failures).toEqual([expect.any(UpstreamError)]);
  });
});

describe('a stream of events', () => {
  test('is a message for each event, told as it comes', () => {
    const { messages } = read('text/event-stream', ['data: {"id":1}\n\nda', 'ta: {"id":2}\n\n']);
    expect(messages).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('may be cut inside a letter', () => {
    const bytes = Buffer.from('data: "é"\n\n');
    expect(read('text/event-stream', [bytes.subarray(0, 8), bytes.subarray(8)]).messages).toEqual(['é']);
  });
});

test('an answer of another type holds no message', () => {
  expect(read('text/html', ['{"id":1}'])).toEqual({ messages: [], failures: [] });
});

test('more bytes than the limit are given up, whatever they hold', () => {
  for (const contentType of ['application/json', 'text/event-stream', 'text/html']) {
    const { failures } = read(contentType, ['x'.repeat(60), 'x'.repeat(60)], 100);
    expect(failures[0]).toBeInstanceOf(LimitError);
  }
});
