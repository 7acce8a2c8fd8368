import type { OdooField } from '#adapters/odoo/port.ts';
import { AccessError, InputError } from '#errors/errors.ts';
import { isDeniedModel } from '../access/denied-models.ts';
import { checkWriteAllowed, type WriteOperation, type WritePolicy } from '../access/write-policy.ts';
import { odooTime, parseTime } from '../context/local-time.ts';
import { type FieldsOf, requireField } from '../domain/model-fields.ts';

const deepest = 2;
const mostCommands = 100;

/** What values are checked against. */
export interface ValueRules {
  fieldsOf: FieldsOf;
  policy: WritePolicy;
  /** Whose clock times without an offset follow. */
  timeZone: string;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Checks the values for a new or changed record, those of its lines included: that fields exist, are not
 * read-only and hold no credential, and that no command for a relation changes what may not be changed.
 *
 * @returns the values as Odoo takes them: times in UTC, null as false
 * @throws InputError that says how to mend them; AccessError for what is closed.
 */
export async function checkWriteValues(
  values: Values,
  model: string,
  rules: ValueRules,
  depth = 0,
): Promise<Record<string, unknown>> {
  const fields = await rules.fieldsOf(model);
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = requireField(fields, model, name);
    // Until 16 a field may be read-only except in some states, which Odoo itself then watches over.
    if (field.readonly && !field.states) {
      throw new InputError(`${name} of ${model} is set by Odoo itself.`, {
        code: 'field_readonly',
        fix: 'Leave it out; a state is changed by the tool or method made for it.',
      });
    }
    checked[name] = await checkValue(value, { name, model, field, depth }, rules);
  }
  return checked;
}

interface Place {
  name: string;
  model: string;
  field: OdooField;
  depth: number;
}

async function checkValue(value: unknown, place: Place, rules: ValueRules): Promise<unknown> {
  if (value === null) return false;
  const { type } = place.field;
  if (type === 'one2many' || type === 'many2many') return checkCommands(value, place, rules);
  if (type !== 'datetime' || value === false) return value;
  const instant = typeof value === 'string' ? parseTime(value, rules.timeZone) : undefined;
  if (instant) return odooTime(instant);
  throw malformed(place, 'it is no time', 'Write it like 2025-01-31T14:00, or with an offset.');
}

/** What the commands of Odoo do to the related records. */
const operations: Readonly<Record<number, WriteOperation>> = { 0: 'create', 1: 'update', 2: 'delete' };

/** Commands such as `[[0, 0, {…}], [4, 7]]`, or ids, which replace what is there. */
async function checkCommands(value: unknown, place: Place, rules: ValueRules): Promise<unknown> {
  const { name, model, field, depth } = place;
  const relation = field.relation ?? '';
  if (isDeniedModel(relation)) {
    throw new AccessError(`${name} of ${model} leads to ${relation}, which is not open to tools.`, {
      code: 'model_denied',
      fix: 'Leave it out.',
    });
  }
  if (!Array.isArray(value)) throw malformed(place, 'it is no list', 'Give ids, or commands of Odoo.');
  if (value.length > mostCommands) {
    throw malformed(place, `it has more than ${mostCommands} entries`, 'Give fewer at a time.');
  }
  if (depth >= deepest)
    throw malformed(place, 'it is nested too deeply', 'Write the related records directly.');
  if (value.every(Number.isInteger)) return [[6, 0, value]];
  return Promise.all(value.map((command) => checkCommand(command, place, rules)));
}

async function checkCommand(command: unknown, place: Place, rules: ValueRules): Promise<unknown> {
  const [code, id = 0, values] = Array.isArray(command) ? command : [];
  if (!Number.isInteger(code) || code < 0 || code > 6) {
    throw malformed(
      place,
      'an entry is no command',
      'Write [0, 0, {values}], [1, id, {values}], [4, id] or ids.',
    );
  }
  const relation = place.field.relation ?? '';
  const operation = operations[code];
  if (operation) checkWriteAllowed(rules.policy, relation, operation);
  if (code > 1) return command;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw malformed(place, 'a command has no values', 'Write [0, 0, {values}] or [1, id, {values}].');
  }
  return [code, id, await checkWriteValues(values, relation, rules, place.depth + 1)];
}

function malformed({ name, model }: Place, reason: string, fix: string): InputError {
  return new InputError(`The value of ${name} of ${model} is wrong: ${reason}.`, {
    code: 'malformed_value',
    fix,
  });
}
