import { variableGroups } from './variables.ts';

/** The text of `.env.example`: every variable, grouped, explained in a line, with its default. */
export function envExample(): string {
  const groups = Object.entries(variableGroups).map(([group, variables]) => {
    const lines = Object.entries(variables).map(([name, schema]) => {
      const fallback = schema.safeParse(undefined).data;
      return `# ${schema.description}\n#${name}=${Array.isArray(fallback) ? fallback.join(',') : (fallback ?? '')}`;
    });
    return `# --- ${group} ---\n${lines.join('\n')}`;
  });
  return `${heading}\n${groups.join('\n\n')}\n`;
}

const heading = `# The settings of MCP First: copy this file to .env and uncomment what you need.
# Every variable can also be given as NAME_FILE, the path of a file that holds the value (for secrets of Docker
# and Kubernetes). What is not set keeps the value shown. Written by \`npm run env:example\` from config/variables/.
`;
