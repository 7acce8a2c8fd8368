import { OutcomeUnknownError, type ProjectError, UpstreamError } from '#errors/errors.ts';
import type { HttpAnswer } from './http/exchange.ts';

/** Statuses with which a proxy refuses a request that it has not passed on. */
const notPassedOn = [401, 403, 404, 405, 413, 414, 421, 429, 431];

/**
 * The error for an answer that Odoo itself does not give: an HTML page of a proxy, a redirect, broken XML.
 * After a write it leaves open what happened, unless the status says that it was refused.
 */
export function unreadableAnswer(
  { status, contentType }: Pick<HttpAnswer, 'status' | 'contentType'>,
  mode: 'read' | 'write',
): ProjectError {
  const kind = contentType || 'no content type';
  const refused = notPassedOn.includes(status) || (status >= 300 && status < 400);
  if (mode === 'write' && !refused) {
    return new OutcomeUnknownError(`Odoo answered a change with what is no answer (${status}, ${kind}).`, {
      fix: 'Look up whether the change happened before you do it again.',
    });
  }
  return new UpstreamError(`Odoo gave no usable answer (${status}, ${kind}).`, {
    code: 'odoo_bad_answer',
    retryable: status === 429 || status >= 500,
    ...(refused
      ? { fix: 'Check ODOO_URL, ODOO_DB and what stands between; redirects are not followed.' }
      : {}),
  });
}
