import type { z } from 'zod';
import type { McpLink } from '#adapters/mcp/link.ts';
import {
  ListPromptsResultSchema,
  ListResourcesResultSchema,
  ListResourceTemplatesResultSchema,
  ListToolsResultSchema,
  type Prompt,
  type Resource,
  type ResourceTemplate,
  type Tool,
} from '#adapters/mcp/sdk.ts';
import { UpstreamError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';

/** Everything that an upstream offers, as it says itself. */
export interface Offer {
  tools: readonly Tool[];
  resources: readonly Resource[];
  resourceTemplates: readonly ResourceTemplate[];
  prompts: readonly Prompt[];
  capabilities: Readonly<Record<string, unknown>>;
}

export const emptyOffer: Offer = {
  tools: [],
  resources: [],
  resourceTemplates: [],
  prompts: [],
  capabilities: {},
};

const timeoutMs = 5_000;
const mostPages = 50;

/** Asks an upstream for all its lists, page by page; what it has no capability for is empty. */
export async function readOffer(link: McpLink, principal: Principal): Promise<Offer> {
  const capabilities = await link.capabilities(principal);
  const has = (capability: string) => capabilities[capability] !== undefined;
  const read = <Page extends { nextCursor?: string | undefined }, Item>(
    method: string,
    schema: z.ZodType<Page>,
    itemsOf: (page: Page) => Item[],
  ) => readPages(link, principal, { method, schema, itemsOf });

  const [tools, resources, resourceTemplates, prompts] = await Promise.all([
    has('tools') ? read('tools/list', ListToolsResultSchema, (page) => page.tools) : [],
    has('resources') ? read('resources/list', ListResourcesResultSchema, (page) => page.resources) : [],
    has('resources')
      ? read('resources/templates/list', ListResourceTemplatesResultSchema, (page) => page.resourceTemplates)
      : [],
    has('prompts') ? read('prompts/list', ListPromptsResultSchema, (page) => page.prompts) : [],
  ]);
  return { tools, resources, resourceTemplates, prompts, capabilities };
}

async function readPages<Page extends { nextCursor?: string | undefined }, Item>(
  link: McpLink,
  principal: Principal,
  { method, schema, itemsOf }: { method: string; schema: z.ZodType<Page>; itemsOf: (page: Page) => Item[] },
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const answer = await link.request({ method, params, principal, writes: false, timeoutMs });
    const parsed = schema.safeParse(answer);
    if (!parsed.success) {
      throw new UpstreamError(`What it answers to ${method} does not have the form of MCP.`, {
        code: 'unexpected_answer',
        cause: parsed.error,
      });
    }
    items.push(...itemsOf(parsed.data));
    cursor = parsed.data.nextCursor;
    if (cursor === undefined) break;
  }
  return items;
}
