import { chatwootServer } from '#mcp-servers/chatwoot/definition.ts';
import { type RunningServer, type ServerOptions, startServer } from '#mcp-servers/kit/start-server.ts';
import { odooServer } from '#mcp-servers/odoo/definition.ts';
import { qdrantServer } from '#mcp-servers/qdrant/definition.ts';

/** A search of 20 records by one server, over one of the APIs behind it. */
export interface Subject {
  name: string;
  /** The server's name, which is the audience of its tokens. */
  audience: string;
  start(options: ServerOptions): Promise<RunningServer>;
  /** The variable with the address of what is behind the server. */
  upstream: 'ODOO_URL' | 'QDRANT_URL' | 'CHATWOOT_URL';
  settings: Record<string, string>;
  tool: string;
  arguments(conversationId: number): Record<string, unknown>;
  /** Between rounds, where the adapter itself keeps below a rate. */
  pauseMs?: number;
}

const partners = {
  model: 'res.partner',
  domain: [['active', '=', true]],
  fields: ['name', 'email', 'phone', 'city'],
  limit: 20,
};

export const subjects: Subject[] = [
  {
    name: 'Odoo, JSON-2',
    audience: odooServer.name,
    start: (options) => startServer(odooServer, options),
    upstream: 'ODOO_URL',
    settings: { ODOO_API: 'json2' },
    tool: 'search_records',
    arguments: () => partners,
  },
  {
    name: 'Odoo, XML-RPC',
    audience: odooServer.name,
    start: (options) => startServer(odooServer, options),
    upstream: 'ODOO_URL',
    settings: { ODOO_API: 'xmlrpc' },
    tool: 'search_records',
    arguments: () => partners,
  },
  {
    name: 'Qdrant',
    audience: qdrantServer.name,
    start: (options) => startServer(qdrantServer, options),
    upstream: 'QDRANT_URL',
    settings: {},
    tool: 'search_products',
    arguments: () => ({ query: 'furadeira de impacto', limit: 20 }),
  },
  {
    name: 'Chatwoot',
    audience: chatwootServer.name,
    start: (options) => startServer(chatwootServer, options),
    upstream: 'CHATWOOT_URL',
    settings: {},
    tool: 'list_messages',
    arguments: (conversation_id) => ({ conversation_id, limit: 20 }),
    pauseMs: 60, // two calls a round at 2,400 a minute
  },
];
