import type { Tool } from '#adapters/mcp/sdk.ts';
import { chatwootServer } from '#mcp-servers/chatwoot/definition.ts';
import type { ServerDefinition } from '#mcp-servers/kit/server-definition.ts';
import { prepareTool } from '#mcp-servers/kit/tool-catalogue.ts';
import { odooServer } from '#mcp-servers/odoo/definition.ts';
import { type Lock, lockOf } from '#mcp-servers/orchestrator/catalogue/lockfile.ts';
import { qdrantServer } from '#mcp-servers/qdrant/definition.ts';

/** The lock of our own servers, from their definitions: every tool, whether the settings offer it or not. */
export function ownLock(): Lock {
  return {
    [odooServer.name]: lockOfDefinition(odooServer),
    [qdrantServer.name]: lockOfDefinition(qdrantServer),
    [chatwootServer.name]: lockOfDefinition(chatwootServer),
  };
}

/** The lock of a server as its clients receive its tools. */
export function lockOfDefinition<Services>({ tools }: ServerDefinition<Services>): Lock[string] {
  return lockOf(tools.map((tool): Tool => JSON.parse(JSON.stringify(prepareTool(tool).listing))));
}
