import type { Tool } from '#adapters/mcp/sdk.ts';
import { describeError } from '#errors/describe-error.ts';
import { AccessError, NotFoundError } from '#errors/errors.ts';
import { hasScope, type Principal, principalClass } from '#identity/principal.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { Metrics } from '#telemetry/metrics.ts';
import { failPresentSpan } from '#telemetry/tracing/span.ts';
import { completionOf } from './completion.ts';
import { promptsOf } from './prompts.ts';
import type { CallerLink, CompletionRequest, Provider } from './provider.ts';
import { resourceTemplatesOf } from './resource-templates.ts';
import { errorResult, runTool } from './run-tool.ts';
import type { Connection, ServerDefinition } from './server-definition.ts';
import { listingFor, prepareTool, scopeKey } from './tool-catalogue.ts';

/** What every request brings along. */
interface Work {
  principal: Principal;
  signal: AbortSignal;
  caller?: CallerLink;
}

/** Answers MCP requests from a server's definition and its connection. */
export function definitionProvider<Services>(
  definition: ServerDefinition<Services>,
  connection: Connection<Services>,
  logger: Logger,
  metrics: Metrics,
): Provider {
  const offered = definition.tools.filter(({ name }) => connection.offers?.(name) ?? true);
  const tools = new Map(offered.map((tool) => [tool.name, prepareTool(tool)]));
  const templates = resourceTemplatesOf(definition.resourceTemplates ?? []);
  const prompts = definition.prompts && promptsOf(definition.prompts);
  const listings = new Map<string, Tool[]>();

  const contextOf = async ({ principal, signal, caller }: Work) => ({
    services: await connection.servicesFor(principal),
    principal,
    signal,
    logger,
    ...(caller ? { caller } : {}),
  });

  const complete = async (request: CompletionRequest) =>
    request.of.type === 'ref/prompt'
      ? (prompts?.completePrompt(request) ?? completionOf([]))
      : templates.complete(request, await contextOf(request));

  return {
    name: definition.name,
    title: definition.title,
    version: definition.version,
    instructions: definition.instructions,

    listTools(principal) {
      const key = principalClass(principal);
      let listing = listings.get(key);
      if (!listing) {
        listing = [...tools.values()].flatMap((tool) => listingFor(tool.listing, principal) ?? []);
        if (listings.size >= 100) listings.clear();
        listings.set(key, listing);
      }
      return listing;
    },

    scopeOf: (tool) => tools.get(tool)?.definition.scope,

    async callTool(call) {
      const tool = tools.get(call.name);
      if (!tool) throw new NotFoundError(`There is no tool "${call.name}".`);
      const started = performance.now();
      let outcome = 'ok';
      try {
        requireScope(call.principal, tool.definition.scope, call.name);
        return await runTool(tool, call.arguments, await contextOf(call));
      } catch (error) {
        outcome = describeError(error).code;
        failPresentSpan(outcome);
        if (outcome === 'internal_error') logger.error({ tool: call.name, err: error }, 'tool failed');
        return errorResult(error);
      } finally {
        const seconds = (performance.now() - started) / 1_000;
        metrics.toolCalls.inc({ tool: call.name, outcome });
        metrics.toolSeconds.observe({ tool: call.name }, seconds);
        logger.debug({ tool: call.name, outcome, ms: Math.round(seconds * 1_000) }, 'tool call');
      }
    },

    listResources: (principal) =>
      definition.resources
        .filter(({ scope }) => hasScope(principal, scope))
        .map(({ read: _, scope, ...resource }) => ({ ...resource, _meta: { [scopeKey]: scope } })),

    async readResource(read) {
      const resource = definition.resources.find(({ uri }) => uri === read.uri);
      if (resource && hasScope(read.principal, resource.scope)) {
        const content = await resource.read(await contextOf(read));
        const held = typeof content === 'string' ? { text: content } : content;
        return { contents: [{ uri: resource.uri, mimeType: resource.mimeType, ...held }] };
      }
      const content = await templates.read(read.uri, await contextOf(read));
      if (content) return { contents: [{ uri: read.uri, ...content }] };
      throw new NotFoundError(`There is no resource "${read.uri}".`);
    },

    ...(definition.resourceTemplates ? { listResourceTemplates: templates.list } : {}),
    ...(prompts ? { listPrompts: prompts.listPrompts, getPrompt: prompts.getPrompt } : {}),
    ...(definition.resourceTemplates || definition.prompts?.some(({ complete }) => complete)
      ? { complete }
      : {}),

    readiness: () => connection.readiness(),
    ...(connection.isReady ? { isReady: () => connection.isReady?.() ?? false } : {}),
    close: () => connection.close(),
  };
}

function requireScope(principal: Principal, scope: string, tool: string): void {
  if (hasScope(principal, scope)) return;
  throw new AccessError(`${tool} needs the scope ${scope}.`, {
    code: 'insufficient_scope',
    fix: `Call it with a token that has the scope ${scope}.`,
  });
}
