import { InputError } from '#errors/errors.ts';
import type { JsonObject } from './policy.ts';

const subschemaLists = ['anyOf', 'allOf', 'prefixItems'];
const subschemaMaps = ['properties', '$defs', 'definitions'];

/**
 * The two rules of strict mode that schemas made from Zod break most often: an object lists all its properties
 * as required, and allows no others.
 *
 * @param owner for example `function 'search'`; part of the message.
 * @throws InputError in the words of OpenAI's 400.
 */
export function checkStrictSchema(schema: JsonObject, owner: string, path: string[] = []): void {
  const context = path.map((step) => `'${step}'`).join(', ');
  const fail = (problem: string) => {
    throw new InputError(`Invalid schema for ${owner}: In context=(${context}), ${problem}`, {
      code: 'invalid_schema',
    });
  };
  if (schema.type === 'object') {
    if (schema.additionalProperties !== false)
      fail("'additionalProperties' is required to be supplied and to be false.");
    const required = Array.isArray(schema.required) ? schema.required : [];
    const missing = Object.keys(objectOf(schema.properties)).find((name) => !required.includes(name));
    if (missing !== undefined)
      fail(
        `'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`,
      );
  }
  for (const [name, subschema] of subschemasOf(schema)) checkStrictSchema(subschema, owner, [...path, name]);
}

function subschemasOf(schema: JsonObject): [string, JsonObject][] {
  const lists = subschemaLists.flatMap((key) =>
    Array.isArray(schema[key]) ? schema[key].map((part, index) => [`${key}${index}`, objectOf(part)]) : [],
  );
  const maps = subschemaMaps.flatMap((key) =>
    Object.entries(objectOf(schema[key])).map(([name, part]) => [name, objectOf(part)]),
  );
  const items = schema.items === undefined ? [] : [['items', objectOf(schema.items)]];
  return [...maps, ...items, ...lists] as [string, JsonObject][];
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
