import type { HttpClient } from './http/http-client.ts';
import { parseJson } from './parse-json.ts';
import { unreadableAnswer } from './unreadable-answer.ts';

/**
 * What `GET /web/version` answers, the one address at which Odoo 19 and later tell their version without a
 * login; undefined from an older Odoo.
 */
export async function readWebVersion(http: HttpClient): Promise<unknown> {
  const answer = await http.send({ method: 'GET', path: '/web/version', mode: 'read' });
  // A proxy's trouble must not be taken for an old Odoo.
  if (answer.status >= 500 || answer.status === 429) throw unreadableAnswer(answer, 'read');
  return answer.status === 200 ? parseJson(answer.body) : undefined;
}
