import { pythonError } from '../orm/exceptions.ts';
import type { Method, MethodCall } from '../orm/model.ts';
import { readRecords } from '../orm/read.ts';
import { search } from '../orm/search.ts';
import type { Value } from '../orm/value.ts';

const paging = ['offset?', 'limit?', 'order?'];

function found(call: MethodCall) {
  const { domain = [], offset = 0, limit = false, order = false } = call.arguments;
  return search(call.environment, call.model.model, domain, { offset, limit, order });
}

/** The methods of every model that look for records. Some called the domain `args` at first. */
export function searchMethods(version: number): Record<string, Method> {
  return {
    search: domainCalled(version < 16 ? 'args' : 'domain', {
      onModel: true,
      parameters: ['domain', ...paging],
      run: (call) => found(call).map((record) => record.id),
    }),
    search_count: domainCalled(version < 16 ? 'args' : 'domain', {
      onModel: true,
      parameters: ['domain', 'limit?'],
      run: (call) => found(call).length,
    }),
    search_read: searchRead,
    name_search: domainCalled(version < 19 ? 'args' : 'domain', nameSearchMethod),
  };
}

const searchRead: Method = {
  onModel: true,
  parameters: ['domain?', 'fields?', ...paging, '**'],
  run(call) {
    const { fields = [], load = '_classic_read' } = call.arguments;
    checkReadArguments(call);
    return readRecords(call.model, found(call), fields, load);
  },
};

const nameSearchMethod: Method = {
  onModel: true,
  parameters: ['name?', 'domain?', 'operator?', 'limit?'],
  run: nameSearch,
};

function domainCalled(name: 'args' | 'domain', method: Method): Method {
  if (name === 'domain') return method;
  const parameters = method.parameters?.map((parameter) => parameter.replace('domain', name));
  return {
    ...method,
    ...(parameters ? { parameters } : {}),
    run: ({ arguments: { [name]: domain = [], ...rest }, ...call }) =>
      method.run({ ...call, arguments: { ...rest, domain } }),
  };
}

/** What `search_read` does not know itself it passes on to `read`, which knows one more. */
function checkReadArguments(call: MethodCall): void {
  const known = ['domain', 'fields', 'offset', 'limit', 'order', 'load'];
  const unknown = Object.keys(call.arguments).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const message = `BaseModel._read_format() got an unexpected keyword argument '${unknown}'`;
  throw pythonError('TypeError', message);
}

function nameSearch(call: MethodCall): Value {
  const { name = '', domain = [], operator = 'ilike', limit = 100 } = call.arguments;
  const named: Value[] = name === '' ? [] : [['display_name', operator, name]];
  const whole = [...named, ...(Array.isArray(domain) ? domain : [])];
  const records = search(call.environment, call.model.model, whole, { limit });
  return records.map((record) => [record.id, record.displayName()]);
}
