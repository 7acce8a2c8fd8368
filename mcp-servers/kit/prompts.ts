import type { CompleteResult, ContentBlock, GetPromptResult, Prompt } from '#adapters/mcp/sdk.ts';
import { InputError, NotFoundError } from '#errors/errors.ts';
import { hasScope, type Principal } from '#identity/principal.ts';
import { completionOf } from './completion.ts';
import type { CompletionRequest, PromptRequest } from './provider.ts';
import { scopeKey } from './tool-catalogue.ts';

/** A job that a person starts from a menu of their client. */
export interface PromptDefinition {
  name: string;
  title: string;
  description: string;
  /** The scope that its tools need. */
  scope: string;
  arguments: Readonly<Record<string, { description: string; required: boolean }>>;
  /** What is said to the model, as text or as one message each; only arguments that are declared are given. */
  text(given: Readonly<Record<string, string>>): string | ContentBlock[];
  /** Values that an argument may have, by its name, the likeliest first. */
  complete?: Readonly<Record<string, (value: string, given: Record<string, string>) => string[]>>;
}

const longestArgument = 500;

/** What a server answers about its prompts. */
export function promptsOf(definitions: readonly PromptDefinition[]) {
  return {
    listPrompts: (principal: Principal): Prompt[] =>
      definitions
        .filter(({ scope }) => hasScope(principal, scope))
        .map(({ name, title, description, scope, arguments: declared }) => ({
          name,
          title,
          description,
          arguments: Object.entries(declared).map(([argument, each]) => ({ name: argument, ...each })),
          _meta: { [scopeKey]: scope },
        })),

    getPrompt({ name, arguments: given, principal }: PromptRequest): GetPromptResult {
      const prompt = definitions.find((each) => each.name === name && hasScope(principal, each.scope));
      if (!prompt) throw new NotFoundError(`There is no prompt "${name}".`);
      const said = prompt.text(checkedArguments(prompt, given));
      const blocks: ContentBlock[] = typeof said === 'string' ? [{ type: 'text', text: said }] : said;
      return {
        description: prompt.description,
        messages: blocks.map((content) => ({ role: 'user', content })),
      };
    },

    completePrompt({ of, variable, value, given, principal }: CompletionRequest): CompleteResult {
      const name = of.type === 'ref/prompt' ? of.name : undefined;
      const prompt = definitions.find((each) => each.name === name && hasScope(principal, each.scope));
      return completionOf(prompt?.complete?.[variable]?.(value, given) ?? []);
    },
  };
}

function checkedArguments(
  { name, arguments: declared }: PromptDefinition,
  given: Record<string, string>,
): Record<string, string> {
  const unknown = Object.keys(given).find((argument) => !Object.hasOwn(declared, argument));
  if (unknown !== undefined) throw new InputError(`The prompt ${name} has no argument ${unknown}.`);
  const entries = Object.entries(declared).flatMap(([argument, { required }]) => {
    const value = given[argument]?.trim();
    if (value && value.length <= longestArgument) return [[argument, value]];
    if (value) throw new InputError(`${argument} is longer than ${longestArgument} characters.`);
    if (required) throw new InputError(`The prompt ${name} needs ${argument}.`);
    return [];
  });
  return Object.fromEntries(entries);
}
