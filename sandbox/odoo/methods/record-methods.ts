import { createRecord } from '../orm/create-record.ts';
import { pythonError } from '../orm/exceptions.ts';
import { fieldsGet } from '../orm/fields-get.ts';
import type { Method, MethodCall } from '../orm/model.ts';
import { readRecords } from '../orm/read.ts';
import { unlinkRecords } from '../orm/unlink-records.ts';
import { isStruct, type Value } from '../orm/value.ts';
import { writeRecord } from '../orm/write-record.ts';

/** The methods of every model that read and change records. */
export const recordMethods: Record<string, Method> = {
  read: { skipsMissing: true, parameters: ['fields?', 'load?'], run: read },
  create: { onModel: true, parameters: ['vals_list'], run: create },
  write: { parameters: ['vals'], run: write },
  unlink: { run: unlink },
  fields_get: {
    onModel: true,
    parameters: ['allfields?', 'attributes?'],
    run: (call) => fieldsGet(call.model, call.arguments.allfields ?? [], call.arguments.attributes ?? []),
  },
  action_archive: { run: (call) => setActive(call, false) },
  action_unarchive: { run: (call) => setActive(call, true) },
};

/** Records that do not exist are left out, as Odoo does. */
function read(call: MethodCall): Value {
  const { fields = [], load = '_classic_read' } = call.arguments;
  const { database } = call.environment;
  const existing = call.records.filter((record) => database.row(call.model.model, record.id));
  return readRecords(call.model, existing, fields, load);
}

/** Always a list of ids; XML-RPC unpacks it when a single struct was given. */
function create(call: MethodCall): Value {
  const { vals_list: values } = call.arguments;
  const all = Array.isArray(values) ? values : [values];
  return all.map((one) => {
    if (isStruct(one)) return createRecord(call.environment, call.model.model, one).id;
    throw pythonError('TypeError', 'create() takes a dictionary or a list of dictionaries');
  });
}

function write(call: MethodCall): Value {
  const { vals } = call.arguments;
  if (!isStruct(vals)) throw pythonError('AttributeError', "'vals' is not a dictionary");
  for (const record of call.records) writeRecord(record, vals);
  return true;
}

function unlink(call: MethodCall): Value {
  unlinkRecords(call.records);
  return true;
}

/** Returns None in Odoo too: over XML-RPC the call takes effect and then faults. */
function setActive(call: MethodCall, active: boolean): Value {
  if ('active' in call.model.fields) write({ ...call, arguments: { vals: { active } } });
  return null;
}
