import { pythonError } from './exceptions.ts';
import { pythonRepr } from './python.ts';
import { idsOf, isEmpty, isStruct, type Value, type Values } from './value.ts';

/** What a list of x2many commands asks for, each command on its own. */
export type Command =
  | { kind: 'create'; values: Values }
  | { kind: 'update'; id: number; values: Values }
  | { kind: 'delete' | 'unlink' | 'link'; id: number }
  | { kind: 'set'; ids: number[] };

/** Reads `[[0, 0, values], [1, id, values], [2, id], [3, id], [4, id], [5], [6, 0, ids]]`, or plain ids. */
export function parseCommands(value: Value): Command[] {
  if (isEmpty(value)) return [{ kind: 'set', ids: [] }];
  if (!Array.isArray(value)) throw wrongValue(value);
  if (value.every((item) => typeof item === 'number')) return [{ kind: 'set', ids: idsOf(value) }];
  return value.map((item) => {
    if (isStruct(item)) return { kind: 'create', values: item };
    if (Array.isArray(item)) return parseCommand(item);
    throw wrongValue(value);
  });
}

function parseCommand(command: Value[]): Command {
  const [code, id, argument] = command;
  const target = Number(id ?? 0);
  if (code === 0) return { kind: 'create', values: isStruct(argument) ? argument : {} };
  if (code === 1) return { kind: 'update', id: target, values: isStruct(argument) ? argument : {} };
  if (code === 2) return { kind: 'delete', id: target };
  if (code === 3) return { kind: 'unlink', id: target };
  if (code === 4) return { kind: 'link', id: target };
  if (code === 5) return { kind: 'set', ids: [] };
  if (code === 6) return { kind: 'set', ids: idsOf(argument) };
  throw wrongValue(command);
}

function wrongValue(value: Value) {
  return pythonError('ValueError', `Wrong value for x2many field: ${pythonRepr(value)}`);
}
