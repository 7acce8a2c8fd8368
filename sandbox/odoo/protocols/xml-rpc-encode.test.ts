import { expect, it } from 'vitest';
import type { Value } from '../orm/value.ts';
import { encodeXmlRpcFault, encodeXmlRpcResponse } from './xml-rpc-encode.ts';

const flat = (xml: string) => xml.replaceAll('\n', '');
const wrapped = (value: string) =>
  `<?xml version="1.0"?><methodResponse><params><param><value>${value}</value></param></params></methodResponse>`;

it.each<[Value, string]>([
  [true, '<boolean>1</boolean>'],
  [false, '<boolean>0</boolean>'],
  [7, '<int>7</int>'],
  [-2147483648, '<int>-2147483648</int>'],
  [2.5, '<double>2.5</double>'],
  ['a < b & c > d', '<string>a &lt; b &amp; c &gt; d</string>'],
  ['tab\tbell\u0007', '<string>tab\tbell</string>'],
  ['', '<string></string>'],
  [[1, 'a'], '<array><data><value><int>1</int></value><value><string>a</string></value></data></array>'],
  [{ a: 1 }, '<struct><member><name>a</name><value><int>1</int></value></member></struct>'],
])('writes %j', (value, xml) => {
  expect(flat(encodeXmlRpcResponse(value))).toBe(wrapped(xml));
});

it('keeps line breaks in texts', () => {
  expect(encodeXmlRpcResponse('a\nb')).toContain('<string>a\nb</string>');
});

it.each<[Value, string, string]>([
  [null, 'builtins.TypeError', 'cannot marshal None unless allow_none is enabled'],
  [[{ a: null }], 'builtins.TypeError', 'cannot marshal None unless allow_none is enabled'],
  [2147483648, 'builtins.OverflowError', 'int exceeds XML-RPC limits'],
])('cannot write %j', (value, python, message) => {
  expect(() => encodeXmlRpcResponse(value)).toThrow(expect.objectContaining({ python, message }));
});

it('writes a fault', () => {
  const xml = flat(encodeXmlRpcFault(2, 'No & no'));
  expect(xml).toContain(
    '<fault><value><struct><member><name>faultCode</name><value><int>2</int></value></member>',
  );
  expect(xml).toContain('<name>faultString</name><value><string>No &amp; no</string></value>');
});
