import { describe, expect, it } from 'vitest';
import { decodeXmlRpcCall, XmlRpcSyntaxError } from './xml-rpc-decode.ts';

const call = (value: string) =>
  decodeXmlRpcCall(
    `<?xml version="1.0"?>\n<methodCall><methodName>m</methodName><params><param>${value}</param></params></methodCall>`,
  ).parameters[0];

describe('a value', () => {
  it.each([
    ['<value><int>5</int></value>', 5],
    ['<value><i4>-5</i4></value>', -5],
    ['<value><double>2.5</double></value>', 2.5],
    ['<value><boolean>1</boolean></value>', true],
    ['<value><boolean>0</boolean></value>', false],
    ['<value><string>a &lt;b&gt; &amp; &#233;&#xE9;</string></value>', 'a <b> & éé'],
    ['<value>untyped</value>', 'untyped'],
    ['<value/>', ''],
    ['<value></value>', ''],
    ['<value><string/></value>', ''],
    ['<value><string> spaces </string></value>', ' spaces '],
    ['<value><string><![CDATA[<raw> & more]]></string></value>', '<raw> & more'],
    ['<value><nil/></value>', null],
    ['<value><base64>YQ==</base64></value>', 'YQ=='],
    ['<value><array><data>\n <value><int>1</int></value> <value>b</value></data></array></value>', [1, 'b']],
    ['<value><array><data/></array></value>', []],
    [
      '<value><struct> <member><name>a b</name><value><int>1</int></value></member> </struct></value>',
      { 'a b': 1 },
    ],
    ['<value><struct></struct></value>', {}],
  ])('%s', (xml, value) => {
    expect(call(xml)).toEqual(value);
  });

  it('may be nested deeply', () => {
    const depth = 200;
    const xml = `${'<value><array><data>'.repeat(depth)}<value>x</value>${'</data></array></value>'.repeat(depth)}`;
    expect(JSON.stringify(call(xml))).toBe(`${'['.repeat(depth)}"x"${']'.repeat(depth)}`);
  });
});

describe('a call', () => {
  it('has a name and any number of parameters', () => {
    expect(decodeXmlRpcCall('<methodCall><methodName> version </methodName></methodCall>')).toEqual({
      method: 'version',
      parameters: [],
    });
  });

  it.each([
    '',
    'nonsense',
    '<methodCall>',
    '<methodCall></methodName>',
    '<methodResponse></methodResponse>',
    '<methodCall><methodName>m</methodName><params><param></param></params></methodCall>',
    '<methodCall><methodName>m</methodName><params><param><value><int>x</int></value></param></params></methodCall>',
    '<methodCall><methodName>m</methodName><params><param><value><date>x</date></value></param></params></methodCall>',
  ])('is refused as %s', (xml) => {
    expect(() => decodeXmlRpcCall(xml)).toThrow(XmlRpcSyntaxError);
  });
});
