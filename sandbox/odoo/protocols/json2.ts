import type { OdooInstance } from '../instance.ts';
import { bindingProblem, callMethod, publicMethod } from '../orm/call-method.ts';
import { httpException, type OdooException } from '../orm/exceptions.ts';
import type { Method, Model } from '../orm/model.ts';
import { idsOf, isEmpty, isStruct, type Value, type Values } from '../orm/value.ts';
import { asException, type HttpAnswer, htmlPage, jsonAnswer, type ProtocolCall } from './answer.ts';
import { traceback } from './traceback.ts';

/** A request to `/json/2/…`. */
export interface Json2Request {
  method: string;
  path: string;
  /** The header `X-Odoo-Database`. */
  db: string | undefined;
  contentType: string | undefined;
  /** The header `Authorization`. */
  authorization: string | undefined;
  body: string;
}

/** The call in a request to `/json/2/<model>/<method>`. */
export function json2Call(instance: OdooInstance, request: Json2Request): ProtocolCall {
  const [model = '', method = '', ...rest] = request.path.replace('/json/2', '').split('/').slice(1);
  const isRoute = request.method === 'POST' && model !== '' && method !== '' && rest.length === 0;
  const run = () => {
    if (request.db !== undefined && request.db !== instance.credentials.db) return unknownDatabase();
    if (request.body !== '' && !request.contentType?.startsWith('application/json')) return wrongType();
    return answered(() => {
      if (!isRoute) throw notFound('Did you mean POST /json/2/<model>/<method>?');
      const userId = authenticate(instance, request.authorization);
      return execute(instance, userId, model, method, parseBody(request.body));
    });
  };
  return { model, method, run, refuse: failed };
}

function answered(work: () => Value): HttpAnswer {
  try {
    return jsonAnswer(200, work());
  } catch (error) {
    return failed(asException(error));
  }
}

function failed(exception: OdooException): HttpAnswer {
  const { python, message, status } = exception;
  const isHttp = python.startsWith('werkzeug.');
  const body = {
    name: python,
    message,
    arguments: isHttp ? [message, status] : [message],
    context: {},
    debug: traceback(exception),
  };
  return {
    ...jsonAnswer(status, body),
    ...(status === 401 && { headers: { 'WWW-Authenticate': 'Bearer' } }),
  };
}

function unknownDatabase(): HttpAnswer {
  const text = 'No database is selected and the requested URL was not found in the server-wide controllers.';
  return htmlPage(404, 'Not Found', text);
}

function wrongType(): HttpAnswer {
  return htmlPage(
    415,
    'Unsupported Media Type',
    'Please verify the Content-Type request header and try again.',
  );
}

function authenticate(instance: OdooInstance, authorization: string | undefined): number {
  const key = /^bearer\s+(.+)$/i.exec(authorization ?? '')?.[1];
  if (key === undefined) {
    const message = 'User not authenticated, use an API Key with a Bearer Authorization header.';
    throw httpException('Unauthorized', message, 401);
  }
  const { username, apiKey } = instance.credentials;
  const userId = key === apiKey ? instance.authenticate(username, key) : undefined;
  if (userId === undefined) throw httpException('Unauthorized', 'Invalid apikey', 401);
  return userId;
}

function parseBody(body: string): Values {
  if (body === '') return {};
  try {
    const parsed: unknown = JSON.parse(body);
    return isStruct(parsed as Value) ? (parsed as Values) : {};
  } catch (error) {
    const message = `could not parse the body as json: ${(error as SyntaxError).message}`;
    throw httpException('BadRequest', message, 400);
  }
}

function execute(
  instance: OdooInstance,
  userId: number,
  modelName: string,
  methodName: string,
  body: Values,
): Value {
  const { ids: givenIds, context, ...named } = body;
  return instance.transaction(() => {
    const environment = instance.environment(userId, isStruct(context) ? context : {});
    const model = environment.registry.get(modelName);
    if (!model) throw notFound(`the model '${modelName}' does not exist`);
    const method = existingMethod(model, methodName);
    if (method.onModel && !isEmpty(givenIds)) {
      throw httpException('UnprocessableEntity', `cannot call ${modelName}.${methodName} with ids`, 422);
    }
    const problem = bindingProblem(method, named);
    if (problem) throw httpException('UnprocessableEntity', problem, 422);
    return callMethod(environment, modelName, methodName, idsOf(givenIds), named);
  });
}

function existingMethod(model: Model, name: string): Method {
  try {
    return publicMethod(model, name);
  } catch (error) {
    const exception = asException(error);
    throw exception.python === 'builtins.AttributeError' ? notFound(exception.message) : exception;
  }
}

function notFound(message: string): OdooException {
  return httpException('NotFound', message, 404);
}
