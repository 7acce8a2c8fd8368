import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Chatwoot's own OpenAPI file and samples of its events; they lie beside a checkout, not in it. */
const folder = fileURLToPath(new URL('../../../../shared/chatwoot/', import.meta.url));

/** Samples of the agent-bot events by file name; undefined (and a line that says so) where there are none. */
export function sampleEvents(): Record<string, unknown> | undefined {
  const samples = `${folder}webhooks/`;
  if (!existsSync(samples)) return leftOut('the samples of Chatwoot events');
  return Object.fromEntries(
    readdirSync(samples).map((name) => [
      name.replace('.json', ''),
      JSON.parse(readFileSync(`${samples}${name}`, 'utf8')),
    ]),
  );
}

/** Chatwoot's OpenAPI file; undefined (and a line that says so) where it is not there. */
export function openApiFile(): Record<string, unknown> | undefined {
  const path = `${folder}application_swagger.json`;
  if (!existsSync(path)) return leftOut('the OpenAPI file of Chatwoot');
  return JSON.parse(readFileSync(path, 'utf8'));
}

function leftOut(what: string): undefined {
  console.log(`left out: the tests that need ${what}, as it is not beside this checkout`);
  return undefined;
}
