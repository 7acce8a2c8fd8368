import { z } from 'zod';
import type { Tool } from '#adapters/mcp/sdk.ts';
import { type BoundFact, hasScope, isBound, type Principal } from '#identity/principal.ts';
import type { AnyTool } from './define-tool.ts';

/** Where a tool's listing carries what a gateway must know of it. */
export const scopeKey = 'mcp-first/scope';
export const boundKey = 'mcp-first/bound';
export const ttlKey = 'mcp-first/ttl';

/** A tool with everything precomputed that does not depend on a call. */
export interface PreparedTool<Services> {
  definition: AnyTool<Services>;
  /** The full listing, bound arguments included. */
  listing: Tool;
  /** The input schemas by the names of the arguments that are left out. */
  inputWithout(names: readonly string[]): z.ZodObject;
}

/** Schemas are built once, here: building them per request costs more than half of the throughput. */
export function prepareTool<Services>(definition: AnyTool<Services>): PreparedTool<Services> {
  const inputs = new Map<string, z.ZodObject>();
  return {
    definition,
    listing: {
      name: definition.name,
      title: definition.title,
      description: definition.description,
      inputSchema: jsonSchema(definition.input.strict(), 'input') as Tool['inputSchema'],
      outputSchema: jsonSchema(definition.output, 'output') as NonNullable<Tool['outputSchema']>,
      annotations: { title: definition.title, ...definition.annotations },
      _meta: {
        [scopeKey]: definition.scope,
        ...(definition.bound ? { [boundKey]: definition.bound } : {}),
        ...(definition.ttlSeconds ? { [ttlKey]: definition.ttlSeconds } : {}),
      },
    },
    inputWithout(names) {
      const key = names.join(',');
      let input = inputs.get(key);
      if (!input) {
        const shape = Object.entries(definition.input.shape).filter(([name]) => !names.includes(name));
        input = z.strictObject(Object.fromEntries(shape));
        inputs.set(key, input);
      }
      return input;
    },
  };
}

/** The dialect is named only where it matters (2020-12 has `$defs`): it is MCP's own, and each name costs tokens. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest.$defs && io === 'input' ? { $schema, ...rest } : rest;
}

/** The names of the arguments that come from this principal's token instead of from the call. */
export function boundArguments(
  bound: Partial<Record<string, BoundFact>> | undefined,
  principal: Principal,
): string[] {
  return Object.entries(bound ?? {})
    .filter(([, fact]) => fact !== undefined && isBound(principal, fact))
    .map(([name]) => name);
}

/** A listing as this principal may see it: undefined without the scope, bound arguments taken out. */
export function listingFor(tool: Tool, principal: Principal): Tool | undefined {
  const scope = tool._meta?.[scopeKey];
  if (typeof scope === 'string' && !hasScope(principal, scope)) return undefined;
  const names = boundArguments(tool._meta?.[boundKey] as Record<string, BoundFact> | undefined, principal);
  if (names.length === 0) return tool;
  const { properties = {}, required = [], ...schema } = tool.inputSchema;
  return {
    ...tool,
    inputSchema: {
      ...schema,
      properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name))),
      required: required.filter((name) => !names.includes(name)),
    },
  };
}
