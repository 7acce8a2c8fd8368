import type { Announcement, Provider } from '../kit/provider.ts';
import { version } from '../kit/version.ts';
import { type CallToolParts, toolCaller } from './calls/call-tool.ts';
import { passThrough } from './calls/pass-through.ts';
import { readinessOf } from './readiness.ts';

const announcements: Announcement[] = [
  { method: 'notifications/tools/list_changed' },
  { method: 'notifications/resources/list_changed' },
  { method: 'notifications/prompts/list_changed' },
];

/** Everything that the upstreams offer, as one MCP server. */
export function gatewayProvider(parts: CallToolParts, close: () => Promise<void>): Provider {
  const { upstreams, catalogue } = parts;
  const watchers = new Set<(announcement: Announcement) => void>();
  catalogue.onChange(() => {
    for (const announce of watchers) for (const announcement of announcements) announce(announcement);
  });

  return {
    name: 'mcp-orchestrator',
    title: 'MCP First gateway',
    version,
    instructions:
      'One endpoint for the tools of a company: odoo_* reads and writes its ERP, qdrant_* searches its catalogue ' +
      'and its rules, chatwoot_* acts in the conversation with a customer.',
    listTools: (principal) => catalogue.toolsFor(principal),
    callTool: toolCaller(parts),
    ...passThrough(parts),
    watch(_principal, announce) {
      watchers.add(announce);
      return () => void watchers.delete(announce);
    },
    readiness: async () => readinessOf(upstreams, catalogue.current()),
    isReady: () => upstreams.some(({ state }) => state() === 'ok'),
    close,
  };
}
