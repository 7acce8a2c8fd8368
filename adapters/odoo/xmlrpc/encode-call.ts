import xmlrpc from 'xmlrpc';
// The package's client has no limits of its own and puts credentials into its errors, so only its encoder is used.
import { serializeMethodCall } from 'xmlrpc/lib/serializer.js';

/**
 * A value as XML already. The package makes a tree of every value before it writes it, which takes three times as long,
 * and of several `]]>` in a text it escapes only the first: what follows would be read as XML.
 */
class WrittenValue extends xmlrpc.CustomType {
  override serialize(element: { raw(xml: string): unknown }): unknown {
    return element.raw(this.raw);
  }
}

/** An XML-RPC call as XML; the values must have passed `checkValues`. */
export function encodeCall(method: string, parameters: readonly unknown[]): string {
  return serializeMethodCall(
    method,
    parameters.map((value) => new WrittenValue(written(value))),
  );
}

function written(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `<string>${escaped(value)}</string>`;
    case 'number':
      return Number.isInteger(value) ? `<int>${value}</int>` : `<double>${value}</double>`;
    case 'boolean':
      return `<boolean>${value ? 1 : 0}</boolean>`;
  }
  if (value === null) return '<nil/>';
  if (Array.isArray(value)) return `<array><data>${value.map(element).join('')}</data></array>`;
  const members = Object.entries(value as object).map(
    ([name, member]) => `<member><name>${escaped(name)}</name>${element(member)}</member>`,
  );
  return `<struct>${members.join('')}</struct>`;
}

function element(value: unknown): string {
  return `<value>${written(value)}</value>`;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };

/** A bare carriage return would be read as the end of a line. */
function escaped(text: string): string {
  return /[&<>\r]/.test(text) ? text.replaceAll(/[&<>\r]/g, (character) => escapes[character] ?? '') : text;
}
