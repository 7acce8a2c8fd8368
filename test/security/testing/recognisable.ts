import { randomBytes } from 'node:crypto';
import { variableGroups } from '#config/variables.ts';

/** A key that excludes the others: only one kind of key for tokens can be set. */
const notSet = new Set(['JWT_PRIVATE_KEY']);

/** Every setting that is a secret, with a value that is found wherever it comes out. */
export function recognisableSecrets(): Record<string, string> {
  const names = Object.values(variableGroups).flatMap((group) =>
    Object.entries(group).flatMap(([name, schema]) => (isSecret(schema) && !notSet.has(name) ? [name] : [])),
  );
  return Object.fromEntries(names.map((name) => [name, markedValue(name)]));
}

/** The mark may be on the schema itself or on what is optional around it. */
function isSecret(schema: { meta(): object | undefined; unwrap?: () => unknown }): boolean {
  if (JSON.stringify(schema.meta() ?? {}).includes('"secret":true')) return true;
  const inner = schema.unwrap?.() as typeof schema | undefined;
  return inner !== undefined && isSecret(inner);
}

function markedValue(name: string): string {
  const random = randomBytes(32);
  if (name === 'STATE_ENCRYPTION_KEYS') return `now:${random.toString('base64')}`;
  const marked = `${name.toLowerCase().replaceAll('_', '-')}-${random.toString('hex')}`;
  return name === 'OTEL_EXPORTER_OTLP_HEADERS' ? `x-key=${marked}` : marked;
}

/** What of a secret must not come out: of a list of keys, the keys; of a header, its value. */
export const secretPart = (value: string): string => value.replace(/^(now:|x-key=)/, '');
