import { pythonError } from './exceptions.ts';
import { pythonRepr } from './python.ts';
import { idsOf, isEmpty, isStruct, type Value, type Values } from './value.ts';

/** What a list of x2many commands asks for, each command on its own. */
export type Command =
  | { kind: 'create'; values: Values }
  | { kind: 'update'; id: number; values: Values }
  | { kind: 'delete' | 'unlink' | 'link'; id: number }
  | { kind: 'set'; ids: number[] };

/** Reads `[[0, 0, values], [1, id, values], [2, id], [3, id], [4, id], [5], [6, 0, ids]]`, or plain ids; `field` is for the error. */
export function parseCommands(field: string, value: Value): Command[] {
  if (isEmpty(value)) return [{ kind: 'set', ids: [] }];
  if (!Array.isArray(value)) throw wrongValue(field, value);
  if (value.every((item) => typeof item === 'number')) return [{ kind: 'set', ids: idsOf(value) }];
  return value.map((item) => {
    if (isStruct(item)) return { kind: 'create', values: item };
    if (Array.isArray(item)) return parseCommand(field, item);
    throw wrongValue(field, value);
  });
}

function parseCommand(field: string, command: Value[]): Command {
  const [code, id, argument] = command;
  const target = Number(id ?? 0);
  if (code === 0) return { kind: 'create', values: isStruct(argument) ? argument : {} };
  if (code === 1) return { kind: 'update', id: target, values: isStruct(argument) ? argument : {} };
  if (code === 2) return { kind: 'delete', id: target };
  if (code === 3) return { kind: 'unlink', id: target };
  if (code === 4) return { kind: 'link', id: target };
  if (code === 5) return { kind: 'set', ids: [] };
  if (code === 6) return { kind: 'set', ids: idsOf(argument) };
  throw wrongValue(field, command);
}

function wrongValue(field: string, value: Value) {
  const text = typeof value === 'string' ? value : pythonRepr(value);
  return pythonError('ValueError', `Wrong value for ${field}: ${text}`);
}
