import xmlrpc from 'xmlrpc';
// The package's client has no limits of its own and puts credentials into its errors, so only its encoder is used.
import { serializeMethodCall } from 'xmlrpc/lib/serializer.js';

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
