import { describe, expect, test } from 'vitest';
import { encodeCall } from './encode-call.ts';
import { readAnswer } from './read-answer.ts';

/** What a call would arrive as: its parameters, read back as an answer. */
const roundTrip = (value: unknown) => {
  const xml = encodeCall('method', [value]);
  const params = xml.slice(xml.indexOf('<params>'), xml.indexOf('</methodCall>'));
  return readAnswer(`<methodResponse>${params}</methodResponse>`);
};

describe('encodeCall', () => {
  test.each([
    ['plain text', 'olá 😀'],
    ['an empty text', ''],
    ['markup', '<b>"5 > 3" & more</b>'],
    ['line ends', 'a\r\nb\rc\nd'],
    ['spaces', '  a  '],
    ['numbers', [0, -5, 1.25, 1e-7]],
    ['true and false', [true, false]],
    ['nothing', null],
    ['structures', { order_line: [[0, 0, { product_id: 3, name: 'A & B' }]], empty: [], none: {} }],
    ['keys with markup', { 'a<b&c': 1 }],
  ])('%s arrives as it is', (_name, value) => {
    expect(roundTrip(value)).toEqual({ value });
  });

  test('no carriage return stands there bare, since XML reads one as the end of a line', () => {
    expect(encodeCall('method', ['a\r\nb'])).toContain('<string>a&#xD;\nb</string>');
  });

  test.each([
    'one ]]> and <b>',
    'two ]]> and ]]> with <b>',
    ']]></string></value></param><param><value><int>1</int></value></param> ]]>',
  ])('text cannot break out of its element: %s', (value) => {
    expect(roundTrip(value)).toEqual({ value });
    expect(encodeCall('method', [value])).not.toContain('<int>');
  });
});
