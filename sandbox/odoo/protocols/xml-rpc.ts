import type { OdooInstance } from '../instance.ts';
import { bindingProblem, callMethod, nameArguments, publicMethod } from '../orm/call-method.ts';
import type { Environment } from '../orm/environment.ts';
import { accessDenied, faultCodes, type OdooException, pythonError, userError } from '../orm/exceptions.ts';
import { pythonRepr } from '../orm/python.ts';
import { idsOf, isStruct, type Value } from '../orm/value.ts';
import { asException, type HttpAnswer, type ProtocolCall } from './answer.ts';
import { traceback } from './traceback.ts';
import { decodeXmlRpcCall, type XmlRpcCall, XmlRpcSyntaxError } from './xml-rpc-decode.ts';
import { encodeXmlRpcFault, encodeXmlRpcResponse } from './xml-rpc-encode.ts';

/** The call in an XML-RPC request to `/xmlrpc/2/common` or `/xmlrpc/2/object`. */
export function xmlRpcCall(instance: OdooInstance, service: string, body: string): ProtocolCall {
  try {
    return understood(instance, service, decodeXmlRpcCall(body));
  } catch (error) {
    if (!(error instanceof XmlRpcSyntaxError)) throw error;
    const exception = pythonError('xml.parsers.expat.ExpatError', error.message);
    return { method: '', run: () => fault(exception), refuse: fault };
  }
}

function understood(
  instance: OdooInstance,
  service: string,
  { method, parameters }: XmlRpcCall,
): ProtocolCall {
  const run = (work: () => Value) => () => answered(work);
  if (service === 'common') {
    return { method, run: run(() => common(instance, method, parameters)), refuse: fault };
  }
  if (service !== 'object') {
    const exception = pythonError('KeyError', service);
    return { method, run: () => fault(exception), refuse: fault };
  }
  const [, , , model, modelMethod] = parameters.map(String);
  const work = () => objectCall(instance, method, parameters);
  return { model: model ?? '', method: modelMethod ?? '', run: run(work), refuse: fault };
}

function answered(work: () => Value): HttpAnswer {
  let result: Value;
  try {
    result = work();
  } catch (error) {
    return fault(asException(error));
  }
  try {
    return xml(encodeXmlRpcResponse(result));
  } catch (error) {
    // What cannot be written as XML fails only here, when the transaction is long committed: so does Odoo's.
    return xml(encodeXmlRpcFault(faultCodes.application, traceback(asException(error), 'answer')));
  }
}

function fault(exception: OdooException): HttpAnswer {
  const isUnexpected = exception.faultCode === faultCodes.application;
  return xml(encodeXmlRpcFault(exception.faultCode, isUnexpected ? traceback(exception) : exception.message));
}

function xml(body: string): HttpAnswer {
  return { status: 200, contentType: 'text/xml; charset=utf-8', body };
}

function common(instance: OdooInstance, method: string, parameters: Value[]): Value {
  const { version } = instance;
  if (method === 'version') {
    return {
      server_version: `${version}.0`,
      server_version_info: [version, 0, 0, 'final', 0, ''],
      server_serie: `${version}.0`,
      protocol_version: 1,
    };
  }
  if (method !== 'authenticate' && method !== 'login') {
    throw pythonError('Exception', `Method not found: ${method}`);
  }
  const [db, login, password] = parameters.map(String);
  checkDatabase(instance, db);
  return instance.authenticate(login ?? '', password ?? '') ?? false;
}

function objectCall(instance: OdooInstance, method: string, parameters: Value[]): Value {
  const [db, userId, password, model, modelMethod, positional, named] = parameters;
  checkDatabase(instance, String(db));
  const isUser = instance.authenticate(instance.credentials.username, String(password)) === userId;
  if (!isUser || typeof userId !== 'number') throw accessDenied();
  if (method !== 'execute_kw') throw pythonError('NameError', `Method not available ${method}`);
  const { context, ...rest } = isStruct(named) ? named : {};
  return instance.transaction(() => {
    const environment = instance.environment(userId, isStruct(context) ? context : {});
    return execute(
      environment,
      String(model),
      String(modelMethod),
      Array.isArray(positional) ? positional : [],
      rest,
    );
  });
}

function execute(
  environment: Environment,
  modelName: string,
  methodName: string,
  positional: Value[],
  named: Record<string, Value>,
): Value {
  const model = environment.registry.get(modelName);
  if (!model) throw userError(`Object ${modelName} doesn't exist`);
  const method = publicMethod(model, methodName);
  if (!method.onModel && positional.length === 0) throw pythonError('IndexError', 'list index out of range');
  const ids = method.onModel ? [] : idsOf(positional[0]);
  const given = nameArguments(method, methodName, method.onModel ? positional : positional.slice(1), named);
  const problem = bindingProblem(method, given);
  if (problem) throw pythonError('TypeError', `${methodName}() ${problem}`);
  const result = callMethod(environment, modelName, methodName, ids, given);
  const single = methodName === 'create' && isStruct(given.vals_list) && Array.isArray(result);
  return single ? (result[0] ?? false) : result;
}

function checkDatabase(instance: OdooInstance, db: string | undefined): void {
  if (db === instance.credentials.db) return;
  const message = `connection to server failed: FATAL:  database ${pythonRepr(db)} does not exist\n`;
  throw pythonError('psycopg2.OperationalError', message);
}
