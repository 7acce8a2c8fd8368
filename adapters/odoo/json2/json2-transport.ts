import type { HttpClient } from '../http/http-client.ts';
import { parseJson } from '../parse-json.ts';
import type { OdooSettings } from '../settings.ts';
import type { OdooTransport } from '../transport.ts';
import { unreadableAnswer } from '../unreadable-answer.ts';
import { readWebVersion } from '../web-version.ts';
import { errorOfAnswer } from './error-of-answer.ts';

/** Operations over JSON-2, which Odoo has from 19 on; the key is the login. */
export function createJson2Transport(http: HttpClient, settings: OdooSettings): OdooTransport {
  const headers = {
    'content-type': 'application/json',
    authorization: `bearer ${settings.apiKey}`,
    'x-odoo-database': settings.db,
  };
  return {
    api: 'json2',
    version: () => readWebVersion(http),
    async execute({ model, method, mode, ids, positional, named }, { context = {}, signal } = {}) {
      const answer = await http.send({
        method: 'POST',
        path: `/json/2/${encodeURIComponent(model)}/${encodeURIComponent(method)}`,
        headers,
        body: JSON.stringify({ ...(ids ? { ids } : {}), ...positional, ...named, context }),
        mode,
        signal,
      });
      const body = answer.contentType === 'application/json' ? parseJson(answer.body) : undefined;
      if (body === undefined) throw unreadableAnswer(answer, mode);
      if (answer.status === 200) return body;
      throw errorOfAnswer(answer.status, body, `${model}.${method}`) ?? unreadableAnswer(answer, mode);
    },
  };
}
