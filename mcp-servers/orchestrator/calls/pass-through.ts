import type { z } from 'zod';
import {
  CompleteResultSchema,
  GetPromptResultSchema,
  type Prompt,
  ReadResourceResultSchema,
} from '#adapters/mcp/sdk.ts';
import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { CompletionRequest, Provider } from '../../kit/provider.ts';
import { cleanDeep } from '../catalogue/clean-text.ts';
import type { Upstream } from '../upstreams/open-upstream.ts';
import type { CallToolParts } from './call-tool.ts';
import { mayUse, resourceHome } from './resource-home.ts';

type PassThrough = Required<
  Pick<
    Provider,
    'listResources' | 'listResourceTemplates' | 'readResource' | 'listPrompts' | 'getPrompt' | 'complete'
  >
>;

interface Question {
  method: string;
  params: Record<string, unknown>;
  principal: Principal;
  signal: AbortSignal;
}

/** Resources, their templates, prompts and completion: what is asked of an upstream besides calls of tools. */
export function passThrough({ catalogue, policy }: Pick<CallToolParts, 'catalogue' | 'policy'>): PassThrough {
  const mayUsePrompt = (prompt: Prompt, principal: Principal) =>
    mayUse(prompt, principal) && policy.allows(principal, prompt.name);

  const promptOf = (name: string, principal: Principal) => {
    const prompt = catalogue.current().prompts.get(name);
    return prompt && mayUsePrompt(prompt.listing, principal) ? prompt : undefined;
  };

  /** The upstream that can complete, and its own name for what is to be completed. */
  const completionHome = (of: CompletionRequest['of'], principal: Principal) => {
    if (of.type === 'ref/prompt') {
      const prompt = promptOf(of.name, principal);
      return prompt && { upstream: prompt.upstream, ref: { ...of, name: prompt.ownName } };
    }
    const template = catalogue
      .current()
      .resourceTemplates.find(({ listing }) => listing.uriTemplate === of.uri && mayUse(listing, principal));
    return template && { upstream: template.upstream, ref: of };
  };

  const ask = async <Answer>(upstream: Upstream, schema: z.ZodType<Answer>, question: Question) => {
    const { name, timeoutMs } = upstream.settings;
    const answer = await upstream.send({ ...question, writes: false, timeoutMs }, true);
    const parsed = schema.safeParse(cleanDeep(answer));
    if (parsed.success) return parsed.data;
    throw new UpstreamError(`The answer of ${name} does not have the form of MCP.`, {
      code: 'unexpected_answer',
      retryable: false,
      cause: parsed.error,
    });
  };

  return {
    listResources: (principal) =>
      [...catalogue.current().resources.values()]
        .map(({ listing }) => listing)
        .filter((listing) => mayUse(listing, principal)),
    listResourceTemplates: (principal) =>
      catalogue
        .current()
        .resourceTemplates.map(({ listing }) => listing)
        .filter((listing) => mayUse(listing, principal)),
    async readResource({ uri, principal, signal }) {
      const upstream = resourceHome(catalogue.current(), uri, principal);
      if (!upstream) throw new NotFoundError(`There is no resource "${uri}".`);
      const question = { method: 'resources/read', params: { uri }, principal, signal };
      return ask(upstream, ReadResourceResultSchema, question);
    },

    listPrompts: (principal) =>
      [...catalogue.current().prompts.values()]
        .map(({ listing }) => listing)
        .filter((listing) => mayUsePrompt(listing, principal)),
    async getPrompt({ name, arguments: given, principal, signal }) {
      const prompt = promptOf(name, principal);
      if (!prompt) throw new NotFoundError(`There is no prompt "${name}".`);
      const params = { name: prompt.ownName, arguments: given };
      return ask(prompt.upstream, GetPromptResultSchema, {
        method: 'prompts/get',
        params,
        principal,
        signal,
      });
    },

    async complete({ of, variable, value, given, principal, signal }) {
      const home = completionHome(of, principal);
      if (home?.upstream.offer().capabilities.completions === undefined)
        return { completion: { values: [] } };
      const params = {
        ref: home.ref,
        argument: { name: variable, value },
        context: { arguments: given },
      };
      const question = { method: 'completion/complete', params, principal, signal };
      return ask(home.upstream, CompleteResultSchema, question);
    },
  };
}
