import type { z } from 'zod';
import { variableGroups } from './variables.ts';

/** The text of `docs/configuration.md`: every variable with its meaning, its default and whether it is a secret. */
export function configurationReference(): string {
  const groups = Object.entries(variableGroups).map(([group, variables]) => {
    const rows = Object.entries(variables).map(([name, schema]) => rowOf(name, schema));
    return `## ${group}\n\n| variable | meaning | default |\n|---|---|---|\n${rows.join('\n')}`;
  });
  return `${heading}\n${groups.join('\n\n')}\n`;
}

function rowOf(name: string, schema: z.ZodType): string {
  const fallback = schema.safeParse(undefined).data;
  const text = Array.isArray(fallback) ? fallback.join(',') : fallback === undefined ? '' : String(fallback);
  const secret = isSecret(schema) ? ' **Secret.**' : '';
  const meaning = `${schema.description}${secret}`.replaceAll('|', '\\|').replaceAll('\n', ' ');
  return `| \`${name}\` | ${meaning} | ${text === '' ? '' : `\`${text}\``} |`;
}

function isSecret(schema: z.ZodType): boolean {
  let inner: z.core.$ZodType = schema;
  while ('innerType' in inner._zod.def) inner = inner._zod.def.innerType as z.core.$ZodType;
  return (inner as z.ZodType).meta()?.secret === true;
}

const heading = `# Configuration

Every process reads the same variables, from the environment or from a file \`.env\` in the folder in which it starts,
and checks all of them at its start: each problem is a line that says what was given and what is expected.

- A variable can also be given as \`NAME_FILE\`, the path of a file that holds the value.
- A secret can also be a file of its lower-case name in the folder \`SECRETS_DIRECTORY\`, as Docker and Kubernetes mount
  secrets. What the environment says itself comes first.
- An empty value means that the variable is not set.

\`npm run doctor\` tries the configuration against the real systems. This page is written by \`npm run env:example\` from
\`config/variables/\`.
`;
