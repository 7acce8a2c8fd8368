import { translateMcpError } from '#adapters/mcp/connect-mcp.ts';
import { type CallToolResult, CallToolResultSchema, type Tool } from '#adapters/mcp/sdk.ts';
import { describeError } from '#errors/describe-error.ts';
import { AccessError, NotFoundError, UpstreamError } from '#errors/errors.ts';
import { hasScope } from '#identity/principal.ts';
import type { Metrics } from '#telemetry/metrics.ts';
import type { Provider, ToolCall } from '../kit/provider.ts';
import { errorResult } from '../kit/run-tool.ts';
import { listingFor, scopeKey } from '../kit/tool-catalogue.ts';
import { version } from '../kit/version.ts';
import type { Upstream } from './upstream.ts';

const callTimeoutMs = 60_000;

/** The tools of all upstreams under one roof, `prefix_name`, as one MCP server. */
export function gatewayProvider(upstreams: readonly Upstream[], metrics: Metrics): Provider {
  const find = (name: string) => {
    const upstream = upstreams.find(({ prefix }) => name.startsWith(`${prefix}_`));
    const ownName = upstream && name.slice(upstream.prefix.length + 1);
    return { upstream, tool: upstream?.tools().find((tool) => tool.name === ownName) };
  };

  return {
    name: 'mcp-orchestrator',
    title: 'MCP First gateway',
    version,
    instructions:
      'One endpoint for the tools of a company: odoo_* reads and writes its ERP, qdrant_* searches its catalogue ' +
      'and its rules, chatwoot_* acts in the conversation with a customer.',

    listTools: (principal) =>
      upstreams.flatMap((upstream) =>
        upstream.tools().flatMap((tool) => {
          const listing = listingFor(tool, principal);
          return listing ? [{ ...listing, name: `${upstream.prefix}_${tool.name}` }] : [];
        }),
      ),

    async callTool(call) {
      const { upstream, tool } = find(call.name);
      const started = performance.now();
      let outcome = 'ok';
      try {
        if (upstream && !tool && upstream.state() !== 'ok') throw unavailable(upstream);
        if (!upstream || !tool) throw new NotFoundError(`There is no tool "${call.name}".`);
        requireScope(call, tool);
        const result = await forward(upstream, tool, call);
        if (result.isError) outcome = 'tool_error';
        return result;
      } catch (error) {
        outcome = describeError(error).code;
        if (error instanceof NotFoundError) throw error;
        return errorResult(error);
      } finally {
        // An unknown name is the caller's choice and must not become a label.
        const label = tool ? call.name : 'unknown';
        metrics.toolCalls.inc({ tool: label, outcome });
        metrics.toolSeconds.observe({ tool: label }, (performance.now() - started) / 1_000);
      }
    },

    listResources: () => upstreams.flatMap((upstream) => [...upstream.resources()]),

    async readResource({ uri, principal, signal }) {
      const upstream = upstreams.find((each) => each.resources().some((resource) => resource.uri === uri));
      if (!upstream) throw new NotFoundError(`There is no resource "${uri}".`);
      try {
        return await upstream.connection.as(principal, (client) => client.readResource({ uri }, { signal }));
      } catch (error) {
        throw translateMcpError(error, { server: upstream.name, writes: false });
      }
    },

    readiness: async () => Object.fromEntries(upstreams.map((upstream) => [upstream.name, upstream.state()])),

    async close() {
      await Promise.all(upstreams.map((upstream) => upstream.close()));
    },
  };
}

/** The same rule as for the list: what is not offered cannot be called. */
function requireScope({ name, principal }: ToolCall, tool: Tool): void {
  const scope = tool._meta?.[scopeKey];
  if (typeof scope !== 'string' || hasScope(principal, scope)) return;
  throw new AccessError(`${name} needs the scope ${scope}.`, {
    code: 'insufficient_scope',
    fix: `Call it with a token that has the scope ${scope}.`,
  });
}

/** Passes a call on with a new token for the upstream: the caller's own is never forwarded. */
async function forward(upstream: Upstream, tool: Tool, call: ToolCall): Promise<CallToolResult> {
  const params = { name: tool.name, arguments: call.arguments };
  try {
    return await upstream.connection.as(call.principal, (client) =>
      client.request({ method: 'tools/call', params }, CallToolResultSchema, {
        signal: call.signal,
        timeout: callTimeoutMs,
      }),
    );
  } catch (error) {
    const writes = tool.annotations?.readOnlyHint !== true;
    throw translateMcpError(error, { server: upstream.name, writes });
  }
}

function unavailable(upstream: Upstream): UpstreamError {
  return new UpstreamError(`${upstream.name} cannot be reached at present.`, {
    code: 'server_unavailable',
    fix: 'Try again in a moment; if it stays so, offer the customer a human.',
  });
}
