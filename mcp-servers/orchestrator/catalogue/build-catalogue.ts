import type { Prompt, Resource, ResourceTemplate, Tool } from '#adapters/mcp/sdk.ts';
import { scopeKey, ttlKey } from '../../kit/tool-catalogue.ts';
import type { Upstream } from '../upstreams/open-upstream.ts';
import { cleanDeep } from './clean-text.ts';
import { driftOf, type Lock } from './lockfile.ts';
import { patternMatcher } from './patterns.ts';

/** A thing of an upstream under its name here. */
interface Offered {
  /** Its name here, with the prefix. */
  name: string;
  /** Its name at the upstream. */
  ownName: string;
  upstream: Upstream;
}

/** A tool as it is offered here, with what each call needs to know of it. */
export interface OfferedTool extends Offered {
  listing: Tool;
  /** The scope that a caller needs; undefined where the upstream names none. */
  scope: string | undefined;
  writes: boolean;
  /** Whether a call whose answer was lost may be sent once more. */
  repeatable: boolean;
  /** How long a result may be used again; 0 where it may not. */
  ttlSeconds: number;
}

export interface OfferedPrompt extends Offered {
  listing: Prompt;
}

/** A tool that is not offered although its upstream has it. */
export interface Quarantined extends Offered {
  reason: string;
}

/** All that the upstreams offer, under one roof. */
export interface Catalogue {
  tools: ReadonlyMap<string, OfferedTool>;
  quarantined: ReadonlyMap<string, Quarantined>;
  prompts: ReadonlyMap<string, OfferedPrompt>;
  resources: ReadonlyMap<string, { upstream: Upstream; listing: Resource }>;
  resourceTemplates: readonly { upstream: Upstream; listing: ResourceTemplate }[];
  /** Names that are taken twice or that MCP does not permit, one line each; what they name is left out. */
  problems: readonly string[];
}

const validName = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Puts the offers of all upstreams together: by the order of the settings, then by name, so that the same offers
 * always make the same list. What an upstream says of its things is text from outside and is cleaned.
 */
export function buildCatalogue(upstreams: readonly Upstream[], lock: Lock): Catalogue {
  const tools = new Map<string, OfferedTool>();
  const quarantined = new Map<string, Quarantined>();
  const prompts = new Map<string, OfferedPrompt>();
  const resources = new Map<string, { upstream: Upstream; listing: Resource }>();
  const resourceTemplates: { upstream: Upstream; listing: ResourceTemplate }[] = [];
  const problems: string[] = [];

  const add = <Item extends Offered>(kind: string, items: Map<string, Item>, item: Item) => {
    const other = items.get(item.name);
    const place = `${kind} ${item.name} of ${item.upstream.settings.name}`;
    if (!validName.test(item.name)) problems.push(`${place}: a name has at most 64 letters, digits, _ and -`);
    else if (other) problems.push(`${place}: ${other.upstream.settings.name} has that name already`);
    else items.set(item.name, item);
  };

  for (const upstream of upstreams) {
    const { settings } = upstream;
    const offer = upstream.offer();
    const isAllowed = patternMatcher(settings.tools);
    for (const tool of byName(offer.tools).filter(({ name }) => isAllowed(name))) {
      const offered = offeredTool(upstream, tool);
      const reason = driftOf(tool, settings, lock);
      if (reason) add('tool', quarantined, { ...offered, reason });
      else add('tool', tools, offered);
    }
    for (const prompt of byName(offer.prompts)) {
      const name = prefixed(upstream, prompt.name);
      const listing = { ...cleanDeep(prompt), name };
      add('prompt', prompts, { name, ownName: prompt.name, upstream, listing });
    }
    for (const resource of offer.resources) {
      const other = resources.get(resource.uri);
      if (other) problems.push(collision(resource.uri, other.upstream, upstream));
      else resources.set(resource.uri, { upstream, listing: cleanDeep(resource) });
    }
    for (const template of offer.resourceTemplates)
      resourceTemplates.push({ upstream, listing: cleanDeep(template) });
  }
  return { tools, quarantined, prompts, resources, resourceTemplates, problems };
}

/** `prefix_name`; the name alone where the upstream has no prefix. */
export function prefixed({ settings: { prefix } }: Upstream, name: string): string {
  return prefix ? `${prefix}_${name}` : name;
}

function offeredTool(upstream: Upstream, tool: Tool): OfferedTool {
  const name = prefixed(upstream, tool.name);
  const scope = tool._meta?.[scopeKey];
  const ttl = tool._meta?.[ttlKey];
  const { readOnlyHint = false, idempotentHint = false } = tool.annotations ?? {};
  return {
    name,
    ownName: tool.name,
    upstream,
    listing: { ...cleanDeep(tool), name },
    scope: typeof scope === 'string' ? scope : undefined,
    writes: !readOnlyHint,
    repeatable: readOnlyHint || idempotentHint,
    ttlSeconds: readOnlyHint && typeof ttl === 'number' && ttl > 0 ? ttl : 0,
  };
}

function byName<Item extends { name: string }>(items: readonly Item[]): Item[] {
  return [...items].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function collision(uri: string, first: Upstream, second: Upstream): string {
  return `resource ${uri} of ${second.settings.name}: ${first.settings.name} has that address already`;
}
