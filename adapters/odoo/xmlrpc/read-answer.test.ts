import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeCall } from './encode-call.ts';
import { readAnswer } from './read-answer.ts';

const answering = (value: string) =>
  `<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n${value}\n</param>\n</params>\n</methodResponse>\n`;

describe('what it reads', () => {
  test.each([
    ['text', '<value><string>olá 😀</string></value>', 'olá 😀'],
    ['text without a type', '<value>olá</value>', 'olá'],
    ['spaces without a type', '<value>  </value>', '  '],
    ['no text', '<value><string></string></value>', ''],
    ['no text, in short', '<value><string/></value>', ''],
    ['nothing at all', '<value></value>', ''],
    ['nothing at all, in short', '<value/>', ''],
    [
      'entities',
      '<value><string>&lt;b&gt; &amp;amp; &quot;&apos; &#233; &#xE9; &outro;</string></value>',
      '<b> &amp; "\' é é &outro;',
    ],
    ['sections', '<value><string>a<![CDATA[<b> &amp; ]]>c</string></value>', 'a<b> &amp; c'],
    ['numbers', '<value><int>-5</int></value>', -5],
    ['numbers of another name', '<value><i4> 7 </i4></value>', 7],
    ['large numbers', '<value><i8>4294967296</i8></value>', 4_294_967_296],
    ['fractions', '<value><double>1e-7</double></value>', 1e-7],
    ['true', '<value><boolean>1</boolean></value>', true],
    ['false', '<value><boolean>0</boolean></value>', false],
    ['null', '<value><nil/></value>', null],
    [
      'times as they are written',
      '<value><dateTime.iso8601>20261122T10:00:00</dateTime.iso8601></value>',
      '20261122T10:00:00',
    ],
    ['files', '<value><base64>aGk=</base64></value>', Buffer.from('hi')],
    ['an empty list', '<value><array><data></data></array></value>', []],
    ['an empty list, in short', '<value><array><data/></array></value>', []],
    ['an empty structure', '<value><struct></struct></value>', {}],
    ['an empty structure, in short', '<value><struct/></value>', {}],
    [
      'space between tags',
      '<value>\n <array> <data>\n<value>\n<int>1</int> </value> </data></array>\n</value>',
      [1],
    ],
  ])('%s', (_, xml, value) => {
    expect(readAnswer(answering(xml))).toEqual({ value });
  });

  test('records as Odoo writes them', () => {
    const record = (id: number) => `<value><struct>
<member>
<name>id</name>
<value><int>${id}</int></value>
</member>
<member>
<name>partner_id</name>
<value><array><data>
<value><int>3</int></value>
<value><string>A &amp; B</string></value>
</data></array></value>
</member>
</struct></value>`;
    const xml = `<value><array><data>\n${record(1)}\n${record(2)}\n</data></array></value>`;
    expect(readAnswer(answering(xml))).toEqual({
      value: [
        { id: 1, partner_id: [3, 'A & B'] },
        { id: 2, partner_id: [3, 'A & B'] },
      ],
    });
  });

  test('a name cannot reach the prototype', () => {
    const member =
      '<member><name>__proto__</name><value><struct><member><name>admin</name><value><boolean>1</boolean></value></member></struct></value></member>';
    const answer = readAnswer(answering(`<value><struct>${member}</struct></value>`));
    expect(Object.hasOwn((answer as { value: object }).value, '__proto__')).toBe(true);
    expect((answer as { value: { admin?: boolean } }).value.admin).toBeUndefined();
  });

  test('whatever is encoded', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((each) => !/[\p{Cc}\uFFFE\uFFFF]/u.test(each));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(text, tie('value')),
      ),
    }));
    fc.assert(
      fc.property(value, (given) => {
        const call = encodeCall('method', [given]);
        const params = call.slice(call.indexOf('<params>'), call.indexOf('</methodCall>'));
        const normal = JSON.parse(JSON.stringify(given)); // `-0` is 0, and objects have a prototype again
        expect(readAnswer(`<methodResponse>${params}</methodResponse>`)).toEqual({ value: normal });
      }),
    );
  });
});

test('a fault is data', () => {
  const xml = `<?xml version="1.0"?><methodResponse><fault><value><struct>
    <member><name>faultCode</name><value><int>2</int></value></member>
    <member><name>faultString</name><value><string>No &lt;lines&gt;</string></value></member>
    </struct></value></fault></methodResponse>`;
  expect(readAnswer(xml)).toEqual({ fault: { code: 2, text: 'No <lines>' } });
});

test.each([
  ['nothing', ''],
  ['a cut answer', answering('<value><string>ab').slice(0, -60)],
  ['another document', '<?xml version="1.0"?><rss></rss>'],
  ['HTML', '<html><body>Bad Gateway<br></body></html>'],
  ['a declaration of a document type', '<!DOCTYPE x [<!ENTITY a "b">]><methodResponse></methodResponse>'],
  ['a bad integer', answering('<value><int>x</int></value>')],
  ['an empty integer', answering('<value><int></int></value>')],
  ['a bad fraction', answering('<value><double> </double></value>')],
  ['a bad truth', answering('<value><boolean>yes</boolean></value>')],
  ['an unknown type', answering('<value><date>1</date></value>')],
  ['two values', answering('<value/></param><param><value/>')],
  ['something behind', `${answering('<value/>')}<more/>`],
  ['tags that do not match', answering('<value><string>a</int></value>')],
  ['a member without a name', answering('<value><struct><member><value/></member></struct></value>')],
  ['no end of nesting', answering('<value><array><data>'.repeat(50_000))],
])('refuses %s', (_, xml) => {
  expect(() => readAnswer(xml)).toThrow();
});
