import { expect, test } from 'vitest';
import { variablesSchema } from '../variables.ts';
import { fieldsOf, tenantPartNames, tenantParts } from './tenant-parts.ts';

test('every field stands for a variable that there is, and no two for the same', () => {
  const variables = tenantPartNames.flatMap((part) => fieldsOf(part).map(([, variable]) => variable));
  for (const variable of variables) expect(variablesSchema.shape).toHaveProperty(variable);
  expect(new Set(variables).size).toBe(variables.length);
});

test('what belongs to one company alone is never inherited', () => {
  const inherited = tenantPartNames.filter((part) => tenantParts[part].inherits);
  expect(inherited).toEqual(['qdrant', 'model', 'business']);
});
