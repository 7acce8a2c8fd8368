import { allRoutes } from '#crews/http/routes/all-routes.ts';
import { mcpServers, type Process } from './deployment.ts';

/** An address at which a caller must show a token. */
export interface Door {
  process: Process;
  method: string;
  path: string;
  body?: object;
  /** The scope without which it is refused; undefined where any token serves. */
  scope?: string | undefined;
}

/** A tool of each server that reads, with what it needs. */
const readingTools: Partial<Record<Process, { name: string; scope: string; arguments: object }>> = {
  'mcp-odoo': { name: 'search_products', scope: 'odoo:read', arguments: { query: 'trena' } },
  'mcp-qdrant': { name: 'list_collections', scope: 'qdrant:read', arguments: {} },
  'mcp-chatwoot': { name: 'list_conversations', scope: 'chatwoot:read', arguments: {} },
  'mcp-orchestrator': { name: 'odoo_search_products', scope: 'odoo:read', arguments: { query: 'trena' } },
};

export const message = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 1, method, params });

function doorsOfServer(process: Process): Door[] {
  const { scope, ...call } = readingTools[process] ?? { name: '', scope: '', arguments: {} };
  const post = (path: string, body: object, needs?: string) => {
    return { process, method: 'POST', path, body, scope: needs };
  };
  return [
    post('/mcp', message('initialize')),
    post('/mcp', message('tools/list')),
    post('/mcp', message('tools/call', call), scope),
    post('/mcp', message('resources/list')),
    post('/tools/list', {}),
    post('/tools/call', call, scope),
    { process, method: 'GET', path: '/mcp' },
    { process, method: 'DELETE', path: '/mcp' },
    { process, method: 'GET', path: '/nowhere' },
  ];
}

const doorsOfCrews = allRoutes.map(({ method, path, body, scope }): Door => {
  const address = path.replaceAll('{name}', 'support').replaceAll(/\{\w+\}/g, '1');
  return {
    process: 'crews',
    method: method.toUpperCase(),
    path: address,
    ...(body ? { body: {} } : {}),
    scope,
  };
});

/** Every address of every process that is not open to everybody. */
export const doors: readonly Door[] = [
  ...mcpServers.flatMap(doorsOfServer),
  ...doorsOfCrews,
  { process: 'crews', method: 'GET', path: '/nowhere' },
];

export const doorsOf = (process: Process) => doors.filter((door) => door.process === process);

/** What came back, without waiting for the end of a stream. */
export interface Knocked {
  door: string;
  status: number;
  headers: Headers;
  type: string;
  text: string;
}

/** Asks at a door. @param url of its process */
export async function knock(url: string, door: Door, headers: Record<string, string> = {}): Promise<Knocked> {
  const response = await fetch(new URL(door.path, url), {
    method: door.method,
    headers: {
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...headers,
    },
    ...(door.body ? { body: JSON.stringify(door.body) } : {}),
  });
  const type = response.headers.get('content-type') ?? '';
  const isEndless = door.method === 'GET' && type.startsWith('text/event-stream');
  if (isEndless) await response.body?.cancel();
  return {
    door: `${door.method} ${door.path} ${(door.body as { method?: string } | undefined)?.method ?? ''}`,
    status: response.status,
    headers: response.headers,
    type,
    text: isEndless ? '' : await response.text(),
  };
}
