import { describe, expect, test } from 'vitest';
import { decodeAnswer, encodeCall } from './codec.ts';

/** What a call would arrive as: its parameters, read back as an answer. */
const roundTrip = async (value: unknown) => {
  const xml = encodeCall('method', [value]);
  const params = xml.slice(xml.indexOf('<params>'), xml.indexOf('</methodCall>'));
  return decodeAnswer(`<methodResponse>${params}</methodResponse>`);
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
  ])('%s arrives as it is', async (_name, value) => {
    expect(await roundTrip(value)).toEqual({ value });
  });

  test.each([
    'one ]]> and <b>',
    'two ]]> and ]]> with <b>',
    ']]></string></value></param><param><value><int>1</int></value></param> ]]>',
  ])('text cannot break out of its element: %s', async (value) => {
    expect(await roundTrip(value)).toEqual({ value });
    expect(encodeCall('method', [value])).not.toContain('<int>');
  });
});

describe('decodeAnswer', () => {
  test('gives a fault as data', async () => {
    const xml = `<methodResponse><fault><value><struct>
      <member><name>faultCode</name><value><int>2</int></value></member>
      <member><name>faultString</name><value><string>No &lt;lines&gt;</string></value></member>
      </struct></value></fault></methodResponse>`;
    expect(await decodeAnswer(xml)).toEqual({ fault: { code: 2, text: 'No <lines>' } });
  });

  test('reads a value without a type as text', async () => {
    const xml = '<methodResponse><params><param><value>olá</value></param></params></methodResponse>';
    expect(await decodeAnswer(xml)).toEqual({ value: 'olá' });
  });

  test.each([
    ['nothing', ''],
    ['a cut answer', '<?xml version="1.0"?><methodResponse><params><param><value><string>ab'],
    ['another document', '<?xml version="1.0"?><rss></rss>'],
    ['HTML', '<html><body>Bad Gateway<br></body></html>'],
    [
      'a bad integer',
      '<methodResponse><params><param><value><int>x</int></value></param></params></methodResponse>',
    ],
  ])('rejects %s', async (_name, xml) => {
    await expect(decodeAnswer(xml)).rejects.toThrow();
  });
});
