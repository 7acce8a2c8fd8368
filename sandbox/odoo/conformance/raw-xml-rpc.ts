import { decode, encode } from './raw-xml.ts';
import type { OdooTarget } from './target.ts';

/** Either the result of a call or the fault that it ended in. */
export interface XmlRpcAnswer {
  status: number;
  contentType: string;
  result?: unknown;
  fault?: { code: number; text: string };
}

/** Posts an XML-RPC call, written by hand. */
export async function xmlRpc(
  target: OdooTarget,
  service: string,
  method: string,
  parameters: unknown[],
): Promise<XmlRpcAnswer> {
  const params = parameters.map((parameter) => `<param>${encode(parameter)}</param>`).join('');
  return post(
    target,
    service,
    `<?xml version="1.0"?><methodCall><methodName>${method}</methodName><params>${params}</params></methodCall>`,
  );
}

/** Posts any text to an XML-RPC service. */
export async function post(target: OdooTarget, service: string, body: string): Promise<XmlRpcAnswer> {
  const response = await fetch(`${target.url}/xmlrpc/2/${service}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml' },
    body,
  });
  const text = await response.text();
  const about = { status: response.status, contentType: response.headers.get('content-type') ?? '' };
  const value = decode(text.slice(text.indexOf('<value>')));
  if (!text.includes('<fault>')) return { ...about, result: value };
  const fault = value as { faultCode: number; faultString: string };
  return { ...about, fault: { code: fault.faultCode, text: fault.faultString } };
}

/** A call of a model's method, with the API key in place of the password. */
export function executeKw(
  target: OdooTarget,
  model: string,
  method: string,
  positional: unknown[],
  named: Record<string, unknown> = {},
): Promise<XmlRpcAnswer> {
  const administrator = 2;
  return xmlRpc(target, 'object', 'execute_kw', [
    target.db,
    administrator,
    target.apiKey,
    model,
    method,
    positional,
    named,
  ]);
}
