import { type Environment, modelOf } from './environment.ts';
import { accessError, pythonError } from './exceptions.ts';
import type { Method, Model } from './model.ts';
import { recordsOf } from './record.ts';
import { checkExistence } from './unlink-records.ts';
import type { Value, Values } from './value.ts';

/** The public method `name`; throws what Odoo throws on a private or an unknown one. */
export function publicMethod(model: Model, name: string): Method {
  if (name.startsWith('_') || privateMethods.has(name)) {
    throw accessError(`Private methods (such as '${model.model}.${name}') cannot be called remotely.`);
  }
  const method = Object.hasOwn(model.methods, name) ? model.methods[name] : undefined;
  if (!method) throw pythonError('AttributeError', `The method '${model.model}.${name}' does not exist`);
  return method;
}

/** Public by their name, but marked private in Odoo. */
const privateMethods = new Set([
  'browse',
  'exists',
  'sudo',
  'with_context',
  'with_user',
  'flush_model',
  'init',
]);

/** Why arguments do not fit a method, in the words of Python's `inspect`; undefined when they do. */
export function bindingProblem(method: Method, named: Values): string | undefined {
  const parameters = method.parameters ?? [];
  const missing = parameters.find((parameter) => !/[?*]$/.test(parameter) && !(parameter in named));
  if (missing) return `missing a required argument: '${missing}'`;
  if (parameters.includes('**')) return undefined;
  const known = new Set(parameters.map((parameter) => parameter.replace('?', '')));
  const unknown = Object.keys(named).find((name) => !known.has(name));
  return unknown === undefined ? undefined : `got an unexpected keyword argument '${unknown}'`;
}

/** Gives positional arguments their names. Throws Python's TypeError when there are too many. */
export function nameArguments(
  method: Method,
  methodName: string,
  positional: Value[],
  named: Values,
): Values {
  const parameters = (method.parameters ?? []).filter((parameter) => parameter !== '**');
  if (positional.length > parameters.length) {
    const given = `takes ${parameters.length + 1} positional arguments but ${positional.length + 1} were given`;
    throw pythonError('TypeError', `${methodName}() ${given}`);
  }
  const entries = positional.map((value, index) => [(parameters[index] ?? '').replace('?', ''), value]);
  return { ...Object.fromEntries(entries), ...named };
}

/** Runs a public method; what it does when it throws is for the transaction around it to undo. */
export function callMethod(
  environment: Environment,
  modelName: string,
  methodName: string,
  ids: number[],
  named: Values,
): Value {
  const model = modelOf(environment, modelName);
  const method = publicMethod(model, methodName);
  if (!method.onModel && !method.skipsMissing) checkExistence(environment, modelName, ids);
  const records = recordsOf(environment, modelName, ids);
  return method.run({ environment, model, ids, records, arguments: named });
}
