import { UpstreamError } from '#errors/errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import { credentialsRefused, errorOfException } from '../odoo-exception.ts';
import type { OdooCallOptions } from '../port.ts';
import { rememberSuccess } from '../remember-success.ts';
import type { OdooSettings } from '../settings.ts';
import type { OdooOperation, OdooTransport } from '../transport.ts';
import { unreadableAnswer } from '../unreadable-answer.ts';
import { encodeCall } from './encode-call.ts';
import { exceptionOfFault, faultCodes, isCommittedButUnanswered } from './fault.ts';
import { readAnswer, type XmlRpcAnswer } from './read-answer.ts';

/** Operations over `/xmlrpc/2`, which every version of Odoo up to 21 has. */
export function createXmlRpcTransport(http: HttpClient, settings: OdooSettings): OdooTransport {
  const { db, username } = settings;
  const secret = settings.apiKey ?? settings.password ?? '';
  // Checking a password takes Odoo about a second, so the login is done once and its uid kept.
  const login = rememberSuccess(async () => {
    const answer = await post(http, 'common', 'authenticate', [db, username, secret, {}], { mode: 'read' });
    if ('fault' in answer) throw errorOfException(exceptionOfFault(answer.fault), 'the login');
    if (typeof answer.value !== 'number' || answer.value <= 0) throw credentialsRefused();
    return answer.value;
  });

  const send = async (operation: OdooOperation, options: OdooCallOptions) => {
    const { model, method, mode } = operation;
    const parameters = [db, await login.get(), secret, model, method, ...argumentsOf(operation, options)];
    return post(http, 'object', 'execute_kw', parameters, { mode, signal: options.signal });
  };

  return {
    api: 'xmlrpc',
    async version() {
      const answer = await post(http, 'common', 'version', [], { mode: 'read' });
      return 'value' in answer ? answer.value : undefined;
    },
    async execute(operation, options = {}) {
      let answer = await send(operation, options);
      if ('fault' in answer && answer.fault.code === faultCodes.accessDenied) {
        // Refused before anything ran: the uid may be of another day. A second refusal is final.
        login.forget();
        answer = await send(operation, options);
      }
      return 'fault' in answer ? resultOfFault(answer.fault, operation) : answer.value;
    },
  };
}

function argumentsOf({ ids, positional = {}, named = {} }: OdooOperation, { context = {} }: OdooCallOptions) {
  return [[...(ids ? [ids] : []), ...Object.values(positional)], { ...named, context }];
}

function resultOfFault(fault: { code: number; text: string }, { model, method, mode }: OdooOperation): null {
  if (!isCommittedButUnanswered(fault)) throw errorOfException(exceptionOfFault(fault), `${model}.${method}`);
  if (mode === 'write') return null;
  throw new UpstreamError(`The answer of ${model}.${method} cannot be carried over XML-RPC.`, {
    code: 'odoo_bad_answer',
    retryable: false,
    fix: 'Ask for fewer fields or attributes.',
  });
}

async function post(
  http: HttpClient,
  service: 'common' | 'object',
  method: string,
  parameters: readonly unknown[],
  { mode, signal }: { mode: 'read' | 'write'; signal?: AbortSignal | undefined },
): Promise<XmlRpcAnswer> {
  const answer = await http.send({
    method: 'POST',
    path: `/xmlrpc/2/${service}`,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: encodeCall(method, parameters),
    mode,
    signal,
  });
  if (answer.status !== 200 || !/^\s*<(\?xml|methodResponse)/.test(answer.body)) {
    throw unreadableAnswer(answer, mode);
  }
  try {
    return readAnswer(answer.body);
  } catch {
    // The answer may hold anything; it is not quoted.
    throw unreadableAnswer(answer, mode);
  }
}
