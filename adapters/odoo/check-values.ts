import { InputError } from '#errors/errors.ts';

const deepest = 32;
// All that XML 1.0 cannot carry; refused for both APIs, so that they take the same values.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unsendable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * Refuses what would reach Odoo as something else, silently: undefined, functions and bigints (XML-RPC writes
 * them as an empty text), NaN and huge numbers, dates, other class instances, control characters.
 *
 * @throws InputError that names the place, never the value.
 */
export function checkValues(value: unknown, path = 'arguments', depth = 0): void {
  const reason = depth > deepest ? 'nested too deeply' : problemOf(value);
  if (reason)
    throw new InputError(`${path} cannot be sent to Odoo: ${reason}.`, { code: 'unsendable_value' });
  if (Array.isArray(value)) {
    // By index, since a hole in an array is skipped by every other way.
    for (let index = 0; index < value.length; index++) {
      checkValues(value[index], `${path}[${index}]`, depth + 1);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (unsendable.test(key)) checkValues(key, `a key of ${path}`, depth + 1);
      checkValues(member, `${path}.${key}`, depth + 1);
    }
  }
}

function problemOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return undefined;
    case 'string':
      if (unsendable.test(value)) return 'a control character';
      return value.isWellFormed() ? undefined : 'half of a character';
    case 'number':
      if (!Number.isFinite(value)) return 'not a finite number';
      return Number.isInteger(value) && !Number.isSafeInteger(value) ? 'too large a number' : undefined;
    case 'object':
      return value === null || Array.isArray(value) || isPlainObject(value)
        ? undefined
        : `a ${value.constructor?.name ?? 'class instance'}, not plain data`;
    default:
      return typeof value;
  }
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
