import { pythonError } from '../orm/exceptions.ts';
import type { Value } from '../orm/value.ts';

const declaration = '<?xml version="1.0"?>';

/** The answer to a call. Throws Python's errors on what XML-RPC cannot carry: None and large integers. */
export function encodeXmlRpcResponse(result: Value): string {
  const params = `<params>\n<param>\n${encodeValue(result)}\n</param>\n</params>`;
  return `${declaration}\n<methodResponse>\n${params}\n</methodResponse>\n`;
}

/** The answer that says what went wrong. */
export function encodeXmlRpcFault(faultCode: number, faultString: string): string {
  const fault = `<fault>\n${encodeValue({ faultCode, faultString })}\n</fault>`;
  return `${declaration}\n<methodResponse>\n${fault}\n</methodResponse>\n`;
}

function encodeValue(value: Value): string {
  return `<value>${encodeTyped(value)}</value>`;
}

function encodeTyped(value: Value): string {
  if (value === null) throw pythonError('TypeError', 'cannot marshal None unless allow_none is enabled');
  if (typeof value === 'boolean') return `<boolean>${value ? 1 : 0}</boolean>`;
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value === 'string') return `<string>${escapeXml(value)}</string>`;
  if (Array.isArray(value))
    return `<array><data>\n${value.map((item) => `${encodeValue(item)}\n`).join('')}</data></array>`;
  const members = Object.entries(value).map(
    ([name, item]) => `<member>\n<name>${escapeXml(name)}</name>\n${encodeValue(item)}\n</member>\n`,
  );
  return `<struct>\n${members.join('')}</struct>`;
}

function encodeNumber(value: number): string {
  if (!Number.isInteger(value)) return `<double>${value}</double>`;
  if (value > 2 ** 31 - 1 || value < -(2 ** 31))
    throw pythonError('OverflowError', 'int exceeds XML-RPC limits');
  return `<int>${value}</int>`;
}

/** Control characters, which XML cannot carry, are left out, as Odoo does. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r\x7f-\x9f])\p{Cc}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
