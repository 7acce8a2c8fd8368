import type { Announcement, Provider } from '../kit/provider.ts';
import { version } from '../kit/version.ts';
import { type CallToolParts, toolCaller } from './calls/call-tool.ts';
import { callerSettings } from './calls/caller-settings.ts';
import { passThrough } from './calls/pass-through.ts';
import { readinessOf } from './readiness.ts';

const listChanges: Announcement[] = [
  { method: 'notifications/tools/list_changed' },
  { method: 'notifications/resources/list_changed' },
  { method: 'notifications/prompts/list_changed' },
];

/** Everything that the upstreams offer, as one MCP server. */
export function gatewayProvider(parts: CallToolParts, close: () => Promise<void>): Provider {
  const { upstreams, catalogue } = parts;
  const settings = callerSettings(upstreams, catalogue);
  const watchers = new Set<(announcement: Announcement) => void>();
  const announce = (announcement: Announcement) => {
    for (const watcher of watchers) watcher(announcement);
  };
  catalogue.onChange(() => {
    for (const change of listChanges) announce(change);
  });
  for (const { link } of upstreams) {
    link.onAnnouncement((method, { uri }) => {
      if (method === 'notifications/resources/updated' && typeof uri === 'string')
        announce({ method, params: { uri } });
    });
  }

  return {
    name: 'mcp-orchestrator',
    title: 'MCP First gateway',
    version,
    instructions:
      'One endpoint for the tools of a company: odoo_* reads and writes its ERP, qdrant_* searches its catalogue ' +
      'and its rules, chatwoot_* acts in the conversation with a customer.',
    listTools: (principal) => catalogue.toolsFor(principal),
    scopeOf: (tool, principal) =>
      parts.policy.allows(principal, tool) ? catalogue.current().tools.get(tool)?.scope : undefined,
    callTool: toolCaller(parts),
    ...passThrough(parts),
    watch(principal, tell) {
      const watcher = (announcement: Announcement) => {
        if (settings.isFor(principal, announcement)) tell(announcement);
      };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    // Claimed only while an upstream can do it.
    get setLogLevel() {
      return settings.canLog() ? settings.setLogLevel : undefined;
    },
    get subscribe() {
      return settings.canSubscribe() ? settings.subscribe : undefined;
    },
    unsubscribe: settings.unsubscribe,
    readiness: async () => readinessOf(upstreams, catalogue.current()),
    isReady: () => upstreams.some(({ state }) => state() === 'ok'),
    close,
  };
}
