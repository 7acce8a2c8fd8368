/** What Odoo's external APIs carry: JSON values. `false` stands for "empty" in every field but booleans. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** Field values by field name, as given to `create` and `write` and as kept in a row. */
export type Values = Record<string, Value>;

/** Whether a value is a plain struct (not a list, not null). */
export function isStruct(value: Value | undefined): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The ids in `value`: Odoo takes one id or a list of them wherever it wants records. */
export function idsOf(value: Value | undefined): number[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((id): id is number => typeof id === 'number');
}

/** Whether a field of any type holds nothing: Odoo's own notion of falsy. */
export function isEmpty(value: Value | undefined): boolean {
  return value === undefined || value === null || value === false || value === '' || isEmptyList(value);
}

function isEmptyList(value: Value): boolean {
  return Array.isArray(value) && value.length === 0;
}
