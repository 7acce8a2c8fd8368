import { mcpSpan } from '#telemetry/tracing/mcp-span.ts';
import { withTraceMeta } from '#telemetry/tracing/propagation.ts';
import { inClientSpan, isTracing } from '#telemetry/tracing/span.ts';
import type { McpLink } from './link.ts';

/** A link whose requests are spans, and tell the server of them in their `_meta` (SEP-414), over stdio too. */
export function tracedLink(link: McpLink): McpLink {
  return {
    ...link,
    request(request) {
      if (!isTracing()) return link.request(request);
      const { method, params } = request;
      return inClientSpan(
        () => mcpSpan(method, params),
        () => link.request({ ...request, params: withTraceMeta({ ...params }) }),
      );
    },
  };
}
