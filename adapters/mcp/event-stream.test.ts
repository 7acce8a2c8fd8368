import { expect, test } from 'vitest';
import { eventStreamReader } from './event-stream.ts';

function dataOf(...chunks: string[]): string[] {
  const found: string[] = [];
  const read = eventStreamReader((data) => found.push(data));
  for (const chunk of chunks) read(chunk);
  return found;
}

test('each event is told once it is complete', () => {
  expect(dataOf('event: message\ndata: {"a":1}\n\ndata: {"a":2}\n\n')).toEqual(['{"a":1}', '{"a":2}']);
  expect(dataOf('data: unfinished\n')).toEqual([]);
});

test('an event that arrives in pieces is put together, wherever it was cut', () => {
  const whole = 'id: 7\r\ndata: olá\r\n\r\n';
  for (let cut = 1; cut < whole.length; cut += 1)
    expect(dataOf(whole.slice(0, cut), whole.slice(cut))).toEqual(['olá']);
});

test('several data lines are one text; comments and empty events are nothing', () => {
  expect(dataOf(': keep alive\n\n', 'data: a\ndata:b\n\n', 'id: 1\n\n')).toEqual(['a\nb']);
});

test('only the one space after the colon is taken off', () => {
  expect(dataOf('data:  two\n\n')).toEqual([' two']);
});
