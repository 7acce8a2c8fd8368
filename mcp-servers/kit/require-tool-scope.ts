import type { RequestHandler } from 'express';
import { AccessError } from '#errors/errors.ts';
import { hasScope } from '#identity/principal.ts';
import { principalOf } from '#service/authenticate.ts';
import { challenge } from './protected-resource.ts';
import type { Provider } from './provider.ts';

/**
 * Answers a call whose token lacks the tool's scope with 403 and the scope, as MCP's authorization asks for: a
 * client can then get a better token. Elsewhere (over stdio, through the gateway) the provider refuses it itself.
 *
 * @param form how the body names a tool: MCP's, or that of the plain endpoint.
 */
export function requireToolScope(provider: Provider, form: 'mcp' | 'plain'): RequestHandler {
  return (request, response, next) => {
    const principal = principalOf(response);
    for (const name of namesIn(request.body, form)) {
      const scope = provider.scopeOf(name, principal);
      if (scope === undefined || hasScope(principal, scope)) continue;
      response.setHeader('WWW-Authenticate', challenge(request, { error: 'insufficient_scope', scope }));
      throw new AccessError(`${name} needs the scope ${scope}.`, {
        code: 'insufficient_scope',
        fix: `Call it with a token that has the scope ${scope}.`,
      });
    }
    next();
  };
}

/** The tools that a body calls; several where it is a batch. */
function namesIn(body: unknown, form: 'mcp' | 'plain'): string[] {
  const calls = form === 'plain' ? [body] : (Array.isArray(body) ? body : [body]).map(paramsOfCall);
  return calls.map(nameOfTool).filter((name) => name !== undefined);
}

function paramsOfCall(message: unknown): unknown {
  const { method, params } = (message ?? {}) as { method?: unknown; params?: unknown };
  return method === 'tools/call' ? params : undefined;
}

function nameOfTool(call: unknown): string | undefined {
  const { name } = (call ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : undefined;
}
