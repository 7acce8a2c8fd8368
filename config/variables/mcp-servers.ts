import { z } from 'zod';
import { httpUrl, list, port } from './kinds.ts';

export const mcpServersVariables = {
  MCP_ODOO_URL: httpUrl().default('http://127.0.0.1:8000/mcp').describe('Where mcp-odoo is reached.'),
  MCP_QDRANT_URL: httpUrl().default('http://127.0.0.1:8001/mcp').describe('Where mcp-qdrant is reached.'),
  MCP_CHATWOOT_URL: httpUrl().default('http://127.0.0.1:8002/mcp').describe('Where mcp-chatwoot is reached.'),
  MCP_ORCHESTRATOR_URL: httpUrl()
    .default('http://127.0.0.1:8003/mcp')
    .describe('Where the gateway, mcp-orchestrator, is reached by crews.'),
  MCP_ALLOWED_ORIGINS: list().describe(
    'Browser origins that may call the servers, separated by commas; none by default.',
  ),
  MCP_ALLOWED_HOSTS: list().describe(
    'Host names, beside loopback, under which the servers are reached, separated by commas.',
  ),
  MCP_ANSWER_TOKENS: z.coerce
    .number()
    .int()
    .min(500)
    .max(100_000)
    .default(4_000)
    .describe('Most tokens of one answer, about; longer lists are cut and say where to go on.'),
  PORT_MCP_ODOO: port(8000).describe('Port of mcp-odoo.'),
  PORT_MCP_QDRANT: port(8001).describe('Port of mcp-qdrant.'),
  PORT_MCP_CHATWOOT: port(8002).describe('Port of mcp-chatwoot.'),
  PORT_MCP_ORCHESTRATOR: port(8003).describe('Port of mcp-orchestrator.'),
};
