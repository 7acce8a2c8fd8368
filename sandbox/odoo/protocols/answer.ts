import { OdooException, pythonError } from '../orm/exceptions.ts';
import type { Value } from '../orm/value.ts';

/** What goes back over HTTP. */
export interface HttpAnswer {
  status: number;
  contentType: 'application/json; charset=utf-8' | 'text/html; charset=utf-8' | 'text/xml; charset=utf-8';
  body: string;
  headers?: Record<string, string>;
}

/** A request that was understood so far that it can be run, or refused in its protocol's own words. */
export interface ProtocolCall {
  /** Absent for calls that concern no model, such as `authenticate`. */
  model?: string;
  method: string;
  run: () => HttpAnswer;
  refuse: (exception: OdooException) => HttpAnswer;
}

/** An HTML page, which is what Odoo and the proxies before it answer when they do not get as far as the protocol. */
export function htmlPage(status: number, title: string, text: string): HttpAnswer {
  const body = `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n`;
  return { status, contentType: 'text/html; charset=utf-8', body };
}

/** A redirection, which is how pages that want a login answer. */
export function redirect(location: string): HttpAnswer {
  return { ...htmlPage(303, 'See Other', `Continue at ${location}.`), headers: { Location: location } };
}

/** A JSON document. */
export function jsonAnswer(status: number, body: Value): HttpAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

/** Any error as the exception that Odoo's client is told of; a defect of the stand-in is passed on to be seen. */
export function asException(error: unknown): OdooException {
  if (error instanceof OdooException) return error;
  if (error instanceof RangeError) return pythonError('RecursionError', 'maximum recursion depth exceeded');
  throw error;
}
