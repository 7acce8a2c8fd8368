import { Readable } from 'node:stream';
import xmlrpc from 'xmlrpc';
// The package's client has no limits of its own and puts credentials into its errors, so only its codec is used.
import Deserializer from 'xmlrpc/lib/deserializer.js';
import { serializeMethodCall } from 'xmlrpc/lib/serializer.js';

/** What a method answered: its value, or the fault that Odoo sent instead. */
export type XmlRpcAnswer = { value: unknown } | { fault: { code: number; text: string } };

/**
 * Text that is escaped. The package itself puts text with `<` or `&` into CDATA and there escapes only the
 * first `]]>`: a second one would end the section, and what follows would be read as XML.
 */
class EscapedText extends xmlrpc.CustomType {
  override tagName = 'string';
}

/** An XML-RPC call as XML; the values must have passed `checkValues`. */
export function encodeCall(method: string, parameters: readonly unknown[]): string {
  return serializeMethodCall(method, parameters.map(escapeTexts));
}

function escapeTexts(value: unknown): unknown {
  if (typeof value === 'string') return new EscapedText(value);
  if (Array.isArray(value)) return value.map(escapeTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, escapeTexts(member)]));
}

/** Rejects when the XML is not an XML-RPC answer; the error may hold parts of it and must not be shown. */
export function decodeAnswer(xml: string): Promise<XmlRpcAnswer> {
  return new Promise((resolve, reject) => {
    new Deserializer().deserializeMethodResponse(Readable.from([xml]), (error, value) => {
      if (!error) resolve({ value });
      else if (error.faultCode === undefined) reject(error);
      else resolve({ fault: { code: Number(error.faultCode), text: String(error.faultString ?? '') } });
    });
  });
}
