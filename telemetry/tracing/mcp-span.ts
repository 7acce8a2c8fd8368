import type { SpanStart } from './span.ts';

/** A request of MCP, in the words of OpenTelemetry's conventions for MCP and, for a tool, for generative AI. */
export function mcpSpan(method: string, params: object | undefined): SpanStart {
  const { name, uri } = (params ?? {}) as { name?: unknown; uri?: unknown };
  const target = method === 'tools/call' || method === 'prompts/get' ? name : undefined;
  const attributes = {
    'mcp.method.name': method,
    ...(method === 'tools/call'
      ? { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.type': 'function' }
      : {}),
    ...(method === 'tools/call' && typeof name === 'string' ? { 'gen_ai.tool.name': name } : {}),
    ...(method === 'prompts/get' && typeof name === 'string' ? { 'gen_ai.prompt.name': name } : {}),
    ...(typeof uri === 'string' ? { 'mcp.resource.uri': uri } : {}),
  };
  return { name: typeof target === 'string' ? `${method} ${target}` : method, attributes };
}
