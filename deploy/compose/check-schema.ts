import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

/** `node deploy/compose/check-schema.ts <schema>`: docker-compose.yml against the Compose specification's schema. */
const [schemaPath = ''] = process.argv.slice(2);
const compose = parse(readFileSync(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8'), {
  merge: true,
});
const schema = JSON.parse(readFileSync(schemaPath, 'utf8'));
const validate = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
if (validate(compose)) {
  console.log("docker-compose.yml fits the Compose specification's schema.");
} else {
  for (const error of validate.errors ?? []) console.error(`${error.instancePath}: ${error.message}`);
  process.exitCode = 1;
}
