import type { CompleteResult, ResourceTemplate } from '#adapters/mcp/sdk.ts';
import { hasScope, type Principal } from '#identity/principal.ts';
import { completionOf } from './completion.ts';
import type { ToolContext } from './define-tool.ts';
import type { CompletionRequest } from './provider.ts';
import { scopeKey } from './tool-catalogue.ts';

/** What a resource holds: text, or a file in base64. */
export type ResourceContent = { mimeType: string } & ({ text: string } | { blob: string });

/** Readable things whose address has variables. */
export interface ResourceTemplateDefinition<Services> {
  /** Each variable is one part between slashes: `odoo://records/{model}/{id}`. */
  uriTemplate: string;
  name: string;
  title: string;
  description: string;
  /** The scope that a caller needs. */
  scope: string;
  /** @throws NotFoundError for what does not exist. */
  read(variables: Record<string, string>, context: ToolContext<Services>): Promise<ResourceContent>;
  /** Values that a variable may have, by its name: at most 100, the likeliest first. */
  complete?: Record<string, Complete<Services>>;
}

type Complete<Services> = (
  value: string,
  given: Record<string, string>,
  context: ToolContext<Services>,
) => Promise<string[]>;

/** What a server answers about its templates. */
export function resourceTemplatesOf<Services>(definitions: readonly ResourceTemplateDefinition<Services>[]) {
  const visible = (principal: Principal) => definitions.filter(({ scope }) => hasScope(principal, scope));

  return {
    list: (principal: Principal): ResourceTemplate[] =>
      visible(principal).map(({ uriTemplate, name, title, description, scope }) => ({
        uriTemplate,
        name,
        title,
        description,
        _meta: { [scopeKey]: scope },
      })),

    /** Undefined where no template fits the address. */
    async read(uri: string, context: ToolContext<Services>): Promise<ResourceContent | undefined> {
      for (const template of visible(context.principal)) {
        const variables = matchTemplate(template.uriTemplate, uri);
        if (variables) return template.read(variables, context);
      }
      return undefined;
    },

    async complete(request: CompletionRequest, context: ToolContext<Services>): Promise<CompleteResult> {
      const uri = request.of.type === 'ref/resource' ? request.of.uri : undefined;
      const template = visible(context.principal).find((each) => each.uriTemplate === uri);
      const complete = template?.complete?.[request.variable];
      const values = complete ? await complete(request.value, request.given, context) : [];
      return completionOf(values);
    },
  };
}

/** The variables of an address that fits a template. */
export function matchTemplate(uriTemplate: string, uri: string): Record<string, string> | undefined {
  const parts = uriTemplate.split('/');
  const given = uri.split('/');
  if (parts.length !== given.length) return undefined;
  const variables: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = decode(given[index] ?? '');
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== given[index] : !value) return undefined;
    if (name !== undefined && value) variables[name] = value;
  }
  return variables;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % sign: such an address fits nothing.
    return undefined;
  }
}
