import { askUpstream } from '#telemetry/ask-upstream.ts';
import { createHttpClient, type HttpClient } from './http/http-client.ts';
import { createJson2Transport } from './json2/json2-transport.ts';
import { odooOperations } from './operations.ts';
import type { Odoo } from './port.ts';
import { rememberFields } from './remember-fields.ts';
import { rememberSuccess } from './remember-success.ts';
import { type OdooSettings, odooAddress } from './settings.ts';
import type { OdooTransport } from './transport.ts';
import { untilAborted } from './until-aborted.ts';
import { readUserContext } from './user-context.ts';
import { hasJson2, parseVersion } from './version.ts';
import { readWebVersion } from './web-version.ts';
import { createXmlRpcTransport } from './xmlrpc/xmlrpc-transport.ts';

/**
 * A connection to one Odoo as one user. Nothing is sent before the first operation, so Odoo may be down when
 * it is made; which API to use is found out then, once.
 *
 * @throws ConfigError for settings that cannot be used.
 */
export function connectOdoo(settings: OdooSettings): Odoo {
  const url = odooAddress(settings);
  const http = createHttpClient({ url, timeoutSeconds: settings.timeoutSeconds });
  const transport = rememberSuccess(() => chooseTransport(http, settings));
  const version = rememberSuccess(async () => {
    const { api, version } = await transport.get();
    return parseVersion(await version(), api);
  });
  // As Odoo's own client does it: names and messages in the user's language, unless a call says otherwise.
  const userContext = rememberSuccess(async () => readUserContext(await transport.get()));
  const operations = odooOperations({
    execute(operation, options) {
      const { model, method, mode } = operation;
      const start = () => ({
        name: `odoo ${model}.${method}`,
        attributes: { 'rpc.method': `${model}/${method}`, 'server.address': url.hostname },
      });
      // By its mode: which models and methods there are is up to the caller.
      return askUpstream({ upstream: 'odoo', operation: mode }, start, async (span) => {
        const shared = Promise.all([transport.get(), userContext.get()]);
        const [{ api, execute }, context] = await untilAborted(shared, options?.signal);
        span?.setAttribute('rpc.system.name', api);
        return execute(operation, { ...options, context: { ...context, ...options?.context } });
      });
    },
  });
  return {
    ...operations,
    fieldsGet: rememberFields(operations.fieldsGet),
    version: version.get,
    close: http.close,
  };
}

async function chooseTransport(http: HttpClient, settings: OdooSettings): Promise<OdooTransport> {
  const json2 = settings.api
    ? settings.api === 'json2'
    : settings.apiKey !== undefined && hasJson2(await readWebVersion(http));
  return json2 ? createJson2Transport(http, settings) : createXmlRpcTransport(http, settings);
}
