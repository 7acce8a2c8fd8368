import type { Value } from '../orm/value.ts';

/** A decoded XML-RPC call. */
export interface XmlRpcCall {
  method: string;
  parameters: Value[];
}

/** Something that is no XML-RPC. */
export class XmlRpcSyntaxError extends Error {}

interface Element {
  name: string;
  text: string;
  children: Element[];
}

const tokenPattern =
  /<\?[^>]*\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w.]+)\s*(\/?)>|([^<]+)/gy;

/** Reads the body of an XML-RPC request. Throws an `XmlRpcSyntaxError` on anything else. */
export function decodeXmlRpcCall(xml: string): XmlRpcCall {
  const call = parseXml(xml);
  if (call.name !== 'methodCall') throw new XmlRpcSyntaxError('not a methodCall');
  const parameters = childOf(call, 'params')?.children ?? [];
  return {
    method: childOf(call, 'methodName')?.text.trim() ?? '',
    parameters: parameters.map((parameter) => decodeValue(childOf(parameter, 'value'))),
  };
}

function parseXml(xml: string): Element {
  const root: Element = { name: '', text: '', children: [] };
  const open = [root];
  let end = 0;
  for (const token of xml.matchAll(tokenPattern)) {
    const [whole, cdata, closing, name, selfClosing, text] = token;
    end = token.index + whole.length;
    const current = open.at(-1) ?? root;
    if (name === undefined) current.text += cdata ?? unescapeXml(text ?? '');
    else if (closing) closeElement(open, name);
    else {
      const element: Element = { name, text: '', children: [] };
      current.children.push(element);
      if (!selfClosing) open.push(element);
    }
  }
  const [document] = root.children;
  if (!document || open.length > 1 || end < xml.length) throw new XmlRpcSyntaxError('not well-formed XML');
  return document;
}

function closeElement(open: Element[], name: string): void {
  if (open.length < 2 || open.pop()?.name !== name) throw new XmlRpcSyntaxError('mismatched tag');
}

function childOf(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name);
}

function decodeValue(value: Element | undefined): Value {
  if (!value) throw new XmlRpcSyntaxError('a value is missing');
  const [typed] = value.children;
  if (!typed) return value.text;
  if (typed.name === 'array') return (childOf(typed, 'data')?.children ?? []).map(decodeValue);
  if (typed.name === 'struct') return Object.fromEntries(typed.children.map(decodeMember));
  return decodeScalar(typed);
}

function decodeMember(member: Element): [string, Value] {
  return [childOf(member, 'name')?.text ?? '', decodeValue(childOf(member, 'value'))];
}

function decodeScalar({ name, text }: Element): Value {
  if (name === 'string' || name === 'base64' || name === 'dateTime.iso8601') return text;
  if (name === 'boolean') return text.trim() === '1';
  if (name === 'nil') return null;
  if (!['int', 'i4', 'i8', 'double'].includes(name)) throw new XmlRpcSyntaxError(`unknown type ${name}`);
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) throw new XmlRpcSyntaxError(`bad ${name}`);
  return number;
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal ? String.fromCodePoint(Number(decimal)) : (entities[name] ?? whole);
  });
}
