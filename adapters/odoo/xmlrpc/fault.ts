import type { OdooException } from '../odoo-exception.ts';

/** Fault codes of `/xmlrpc/2`. */
export const faultCodes = { failure: 1, userError: 2, accessDenied: 3, accessError: 4 } as const;

export interface XmlRpcFault {
  code: number;
  /** For code 1 a whole traceback, otherwise the exception's message. */
  text: string;
}

/** What Odoo raised, without its traceback. */
export function exceptionOfFault({ code, text }: XmlRpcFault): OdooException {
  switch (code) {
    case faultCodes.userError:
      return { name: 'odoo.exceptions.UserError', message: text };
    case faultCodes.accessDenied:
      return { name: 'odoo.exceptions.AccessDenied', message: '' };
    case faultCodes.accessError:
      return { name: 'odoo.exceptions.AccessError', message: text };
    default:
      return exceptionOfTraceback(text);
  }
}

/** Frames are indented; the exception follows the last of them as `module.Name: message`. */
function exceptionOfTraceback(traceback: string): OdooException {
  const lines = traceback.trimEnd().split('\n');
  const start = lines.findLastIndex((line, index) => /^\w/.test(line) && lines[index - 1]?.startsWith(' '));
  const [, name = '', message = ''] = /^([\w.]+)(?:: *([\s\S]*))?$/.exec(lines.slice(start).join('\n')) ?? [];
  return start === -1 ? { name: '', message: '' } : { name, message };
}

/**
 * Whether the method ran and was committed, and only its result could not be written as XML: None, a dict
 * with keys other than text, an integer above 2³¹. A module may speak XML-RPC itself and fail alike inside its
 * method, which is then rolled back; its traceback goes through `call_kw`.
 */
export function isCommittedButUnanswered({ code, text }: XmlRpcFault): boolean {
  const { message } = exceptionOfTraceback(text);
  return (
    code === faultCodes.failure &&
    /xmlrpc[/\\]client\.py/.test(text) &&
    !/, in call_kw\b/.test(text) &&
    /^(cannot marshal |dictionary key must be string|int exceeds XML-RPC limits)/.test(message)
  );
}
