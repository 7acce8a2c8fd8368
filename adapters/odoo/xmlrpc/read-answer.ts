/** What a method answered: its value, or the fault that Odoo sent instead. */
export type XmlRpcAnswer = { value: unknown } | { fault: { code: number; text: string } };

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads the XML of an XML-RPC answer in one pass over its text. The decoder of the `xmlrpc` package stands on a
 * general SAX parser, which took longer for 20 records than all the rest of a call.
 *
 * @throws SyntaxError when it is none; the error does not quote it.
 */
export function readAnswer(xml: string): XmlRpcAnswer {
  const reader = createReader(xml);
  reader.skipSpace();
  if (reader.take('<?xml')) reader.after('?>');
  reader.expect('<methodResponse>');
  const answer = reader.takeNext('<fault>') ? faultOf(readValue(reader)) : paramOf(reader);
  reader.expect('fault' in answer ? '</fault>' : '</params>');
  reader.expect('</methodResponse>');
  reader.end();
  return answer;
}

function paramOf(reader: Reader): XmlRpcAnswer {
  reader.expect('<params>');
  reader.expect('<param>');
  const value = readValue(reader);
  reader.expect('</param>');
  return { value };
}

function faultOf(value: unknown): XmlRpcAnswer {
  const { faultCode, faultString } = (value ?? {}) as { faultCode?: unknown; faultString?: unknown };
  return { fault: { code: Number(faultCode), text: String(faultString ?? '') } };
}

function readValue(reader: Reader): unknown {
  if (reader.takeNext('<value/>')) return '';
  reader.expect('<value>');
  const untyped = reader.text();
  if (reader.take('</value>')) return untyped;
  const value = readTyped(reader);
  reader.expect('</value>');
  return value;
}

function readTyped(reader: Reader): unknown {
  const { name, isEmpty } = reader.openingTag();
  if (name === 'array') return isEmpty ? [] : readArray(reader);
  if (name === 'struct') return isEmpty ? {} : readStruct(reader);
  if (isEmpty) return scalarOf(name, '');
  const text = reader.text();
  reader.closingTag(name);
  return scalarOf(name, text);
}

function readArray(reader: Reader): unknown[] {
  const values: unknown[] = [];
  if (!reader.takeNext('<data/>')) {
    reader.expect('<data>');
    while (!reader.takeNext('</data>')) values.push(readValue(reader));
  }
  reader.expect('</array>');
  return values;
}

function readStruct(reader: Reader): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  while (!reader.takeNext('</struct>')) {
    reader.expect('<member>');
    const name = readName(reader);
    const value = readValue(reader);
    if (name === '__proto__') Object.defineProperty(record, name, { ...ownProperty, value });
    else record[name] = value;
    reader.expect('</member>');
  }
  return record;
}

/** `__proto__` is a name like any other here. */
const ownProperty = { enumerable: true, configurable: true, writable: true };

function readName(reader: Reader): string {
  if (reader.takeNext('<name/>')) return '';
  reader.expect('<name>');
  const name = reader.text();
  reader.expect('</name>');
  return name;
}

function scalarOf(type: string, text: string): unknown {
  switch (type) {
    case 'string':
    case 'dateTime.iso8601': // Odoo sends its times as text
      return text;
    case 'int':
    case 'i4':
    case 'i8':
      if (/^\s*[+-]?\d+\s*$/.test(text)) return Number(text);
      break;
    case 'double':
      if (text.trim() !== '' && !Number.isNaN(Number(text))) return Number(text);
      break;
    case 'boolean':
      if (text === '1' || text === '0') return text === '1';
      break;
    case 'nil':
      return null;
    case 'base64':
      return Buffer.from(text, 'base64');
  }
  throw new SyntaxError('no value of a known type');
}

type Reader = ReturnType<typeof createReader>;

/** A place in a text that moves on. */
function createReader(xml: string) {
  let at = 0;

  const fail = (wanted: string) => new SyntaxError(`${wanted} expected at character ${at}`);

  const skipSpace = () => {
    while (xml.charCodeAt(at) <= 32) at += 1;
  };
  const take = (text: string) => {
    if (!xml.startsWith(text, at)) return false;
    at += text.length;
    return true;
  };
  /** Moves behind `text`, and returns what lies before it. */
  const after = (text: string) => {
    const end = xml.indexOf(text, at);
    if (end === -1) throw fail(text);
    const before = xml.slice(at, end);
    at = end + text.length;
    return before;
  };

  return {
    skipSpace,
    take,
    after,
    takeNext(text: string): boolean {
      skipSpace();
      return take(text);
    },
    expect(text: string): void {
      skipSpace();
      if (!take(text)) throw fail(text);
    },
    openingTag(): { name: string; isEmpty: boolean } {
      if (!take('<')) throw fail('a tag');
      const name = after('>');
      return name.endsWith('/') ? { name: name.slice(0, -1), isEmpty: true } : { name, isEmpty: false };
    },
    closingTag(name: string): void {
      if (!(take('</') && take(name) && take('>'))) throw fail(`</${name}>`);
    },
    /** The text up to the next tag, unescaped. */
    text(): string {
      let text = '';
      for (;;) {
        const end = xml.indexOf('<', at);
        if (end === -1) throw fail('a tag');
        text += unescaped(xml.slice(at, end));
        at = end;
        if (!take('<![CDATA[')) return text;
        text += after(']]>');
      }
    },
    end(): void {
      skipSpace();
      if (at < xml.length) throw fail('the end');
    },
  };
}

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
}
