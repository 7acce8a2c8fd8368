import { z } from 'zod';
import { variableGroups } from '#config/variables.ts';
import { chatwootServer } from '#mcp-servers/chatwoot/definition.ts';
import type { AnyTool } from '#mcp-servers/kit/define-tool.ts';
import { odooServer } from '#mcp-servers/odoo/definition.ts';
import { qdrantServer } from '#mcp-servers/qdrant/definition.ts';

/** The pages in `docs/servers/` whose tools and settings are written from the definitions. */
export const documentedServers = [
  { page: 'odoo', definition: odooServer, settings: [variableGroups.Odoo] },
  { page: 'qdrant', definition: qdrantServer, settings: [variableGroups.Qdrant] },
  { page: 'chatwoot', definition: chatwootServer, settings: [variableGroups.Chatwoot] },
  // Its tools are those of the others.
  { page: 'orchestrator', definition: { tools: [], resources: [] }, settings: [variableGroups.Gateway] },
];

type Settings = (typeof documentedServers)[number]['settings'][number];
interface Documented {
  tools: readonly AnyTool<never>[];
  resources: readonly { uri: string; title: string; description: string }[];
  resourceTemplates?: readonly { uriTemplate: string; title: string; description: string }[];
  prompts?: readonly { name: string; title: string; description: string }[];
}

/** A page with what stands between its marks replaced by what the definitions say. */
export function fillPage(text: string, definition: Documented, settings: readonly Settings[]): string {
  const parts: Record<string, string> = {
    tools: definition.tools.map(toolSection).join('\n\n'),
    resources: [
      ...definition.resources.map((resource) => readableLine(resource.uri, resource)),
      ...(definition.resourceTemplates ?? []).map((template) => readableLine(template.uriTemplate, template)),
    ].join('\n'),
    prompts: (definition.prompts ?? []).map((prompt) => readableLine(prompt.name, prompt)).join('\n'),
    settings: settings.flatMap((group) => Object.entries(group).map(settingLine)).join('\n'),
  };
  return text.replace(
    /<!-- (\w+): written from the definitions -->[\s\S]*?<!-- end -->/g,
    (_, name: string) => `<!-- ${name}: written from the definitions -->\n${parts[name] ?? ''}\n<!-- end -->`,
  );
}

function readableLine(
  address: string,
  { title, description }: { title: string; description: string },
): string {
  return `- \`${address}\` (${title}): ${description}`;
}

function toolSection({ name, title, description, scope, annotations, input, bound }: AnyTool<never>): string {
  const kinds = [
    annotations.readOnlyHint ? 'reads only' : 'writes',
    ...(annotations.destructiveHint ? ['destructive'] : []),
    ...(annotations.idempotentHint && !annotations.readOnlyHint ? ['safe to repeat'] : []),
  ];
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  const fields = Object.entries(properties).map(([field, schema]) => {
    const described = typeof schema === 'object' ? schema.description : undefined;
    const source = bound?.[field]
      ? ` From the token of a caller who acts for one (\`${bound[field]}\`).`
      : '';
    const optional = required.includes(field) ? '' : ', optional';
    return `- \`${field}\`${optional}: ${described ? sentence(described) : ''}${source}`;
  });
  return [
    `### \`${name}\`: ${title}`,
    `${kinds.join(', ')}; scope \`${scope}\``,
    '',
    description,
    '',
    ...fields,
  ]
    .join('\n')
    .trim();
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function settingLine([name, schema]: [string, z.core.$ZodType]): string {
  return `- \`${name}\`: ${(schema as z.ZodType).description ?? ''}`;
}
