import type { CallToolResult } from '#adapters/mcp/sdk.ts';
import { describeError } from '#errors/describe-error.ts';
import { AccessError, NotFoundError, ProjectError } from '#errors/errors.ts';
import { hasScope, type Principal } from '#identity/principal.ts';
import type { Logger } from '#telemetry/logger.ts';
import { failPresentSpan } from '#telemetry/tracing/span.ts';
import type { ToolCall } from '../../kit/provider.ts';
import { errorResult } from '../../kit/run-tool.ts';
import type { OfferedTool } from '../catalogue/build-catalogue.ts';
import type { CrewPolicy } from '../catalogue/crew-policy.ts';
import type { GatewayCatalogue } from '../catalogue/gateway-catalogue.ts';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import { unavailable } from '../upstreams/guard-requests.ts';
import type { Upstream } from '../upstreams/open-upstream.ts';
import type { Audit } from './audit.ts';
import { linkCaller } from './link-caller.ts';
import type { RateLimit } from './rate-limit.ts';
import { cacheKey, type ResultCache } from './result-cache.ts';
import { tidyResult } from './tidy-result.ts';

export interface CallToolParts {
  upstreams: readonly Upstream[];
  catalogue: GatewayCatalogue;
  policy: CrewPolicy;
  limit: RateLimit;
  cache: ResultCache;
  audit: Audit;
  metrics: GatewayMetrics;
  logger: Logger;
}

/**
 * Answers calls of tools. Whatever goes wrong is an answer that tells a model what to do next; only an unknown
 * name is thrown, as NotFoundError.
 */
export function toolCaller(parts: CallToolParts): (call: ToolCall) => Promise<CallToolResult> {
  return async (call) => {
    const started = performance.now();
    let label = 'unknown'; // a name that does not exist is the caller's choice and must not become a label
    let outcome = 'ok';
    try {
      const tool = findTool(call, parts);
      label = tool.name;
      const result = await callOffered(tool, call, parts);
      if (result.isError) outcome = 'tool_error';
      return result;
    } catch (error) {
      outcome = describeError(error).code;
      if (outcome === 'internal_error') parts.logger.error({ tool: label, err: error }, 'tool call failed');
      if (error instanceof NotFoundError && label === 'unknown') throw error;
      return errorResult(error);
    } finally {
      if (outcome !== 'ok') failPresentSpan(outcome);
      const milliseconds = performance.now() - started;
      parts.metrics.called(label, outcome, milliseconds);
      const { principal, name, arguments: args } = call;
      parts.audit({ principal, tool: name, arguments: args, outcome, milliseconds });
    }
  };
}

/** The same rules as for the list: what is not offered cannot be called. */
function findTool(
  { name, principal }: ToolCall,
  { catalogue, policy, upstreams }: CallToolParts,
): OfferedTool {
  const { tools, quarantined } = catalogue.current();
  if (!policy.allows(principal, name)) throw notAllowed(name, principal);
  const tool = tools.get(name);
  if (tool) {
    if (tool.scope && !hasScope(principal, tool.scope)) throw needsScope(name, tool.scope);
    return tool;
  }
  const aside = quarantined.get(name);
  if (aside) {
    throw new ProjectError(
      `${name} is set aside: its definition ${aside.reason}.`,
      { code: 'tool_quarantined', retryable: false },
      { fix: 'Do without it; an operator must look at it and run `npm run lock:tools`.' },
    );
  }
  const away = upstreams.find(
    ({ settings: { prefix }, state }) => prefix && name.startsWith(`${prefix}_`) && state() !== 'ok',
  );
  throw away ? unavailable(away) : new NotFoundError(`There is no tool "${name}".`);
}

async function callOffered(
  tool: OfferedTool,
  { arguments: args, principal, signal, caller }: ToolCall,
  { limit, cache, metrics }: CallToolParts,
): Promise<CallToolResult> {
  await limit.take(principal, tool.name);
  const key = tool.ttlSeconds > 0 ? cacheKey(tool, args, principal) : undefined;
  const known = key && (await cache.get(key));
  if (key) metrics.lookedUp(known ? 'hit' : 'miss');
  if (known) return known;

  const { upstream, ownName, writes, repeatable } = tool;
  const request = {
    method: 'tools/call',
    params: { name: ownName, arguments: args },
    principal,
    writes,
    signal,
    timeoutMs: upstream.settings.timeoutMs,
    caller: caller && linkCaller(caller),
  };
  const answer = await upstream.send(request, repeatable);
  const result = tidyResult(answer, upstream.settings.name);
  if (key && !result.isError) cache.set(key, result, tool.ttlSeconds);
  return result;
}

function notAllowed(tool: string, { subject }: Principal): AccessError {
  return new AccessError(`${subject} may not call ${tool}.`, {
    code: 'not_allowed',
    fix: 'Use the tools that are listed.',
  });
}

function needsScope(tool: string, scope: string): AccessError {
  return new AccessError(`${tool} needs the scope ${scope}.`, {
    code: 'insufficient_scope',
    fix: `Call it with a token that has the scope ${scope}.`,
  });
}
