import { httpLink } from '#adapters/mcp/http-link.ts';
import { Client, StreamableHTTPClientTransport } from '#adapters/mcp/sdk.ts';
import { loadConfig } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { createTokens } from '#identity/tokens.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { openConnection, type PlainRequest } from './http-call.ts';
import { recordRequests } from './record-requests.ts';
import type { Subject } from './subjects.ts';

/** What is compared: each does the same search once. */
export interface Ways {
  /** The request that the adapter sends, sent again by Node's own client. */
  bare(): Promise<unknown>;
  /** The tool over MCP, called by Node's own client: adapter, tool and server. */
  tool(): Promise<unknown>;
  /** The same over the link by which crews and the gateway call: what a deployment has. */
  link(): Promise<unknown>;
  /** The same called by the official MCP client. */
  client(): Promise<unknown>;
  /** How many requests the adapter sends for one call. */
  requests: number;
  close(): Promise<void>;
}

/** @param variables what the servers run with. @param url of the subject's server. */
export async function openWays(
  subject: Subject,
  variables: Record<string, string>,
  url: string,
  conversationId: number,
): Promise<Ways> {
  const call = { name: subject.tool, arguments: subject.arguments(conversationId) };
  const headers = await headersFor(subject, variables);
  const sent = await requestsOf(subject, variables, call, headers);
  const bareRequest = sent.at(-1);
  if (!bareRequest) throw new Error(`${subject.name}: the tool sent no request`);
  const [toUpstream, toServer] = [openConnection(), openConnection()];
  const client = await openClient(`${url}/mcp`, headers);
  const link = httpLink({
    server: subject.audience,
    url: `${url}/mcp`,
    credentials: () => headers,
    maxBytes: 10_000_000,
  });
  const linkRequest = { method: 'tools/call', params: call, principal, writes: false, timeoutMs: 60_000 };
  return {
    bare: () => toUpstream.call(bareRequest),
    tool: async () => checked(await toServer.call(toolRequest(url, call, headers))),
    link: async () => succeeded(await link.request(linkRequest)),
    client: async () => succeeded(await client.callTool(call)),
    requests: sent.length,
    async close() {
      toUpstream.close();
      toServer.close();
      await client.close();
      await link.close();
    },
  };
}

type Call = { name: string; arguments: Record<string, unknown> };

const principal = { subject: 'bench', tenant: 'main', scopes: ['*'] };

async function headersFor({ audience }: Subject, variables: Record<string, string>) {
  const tokens = createTokens(tokenSettings(loadConfig(variables)));
  return { authorization: `Bearer ${await tokens.mint(principal, audience)}` };
}

/** What a server sends for a call once it knows all that it remembers. */
async function requestsOf(
  { start, upstream, settings }: Subject,
  variables: Record<string, string>,
  call: Call,
  headers: Record<string, string>,
): Promise<PlainRequest[]> {
  const recorder = await recordRequests(variables[upstream] ?? '');
  const config = loadConfig({ ...variables, ...settings, [upstream]: recorder.url });
  const tokens = createTokens(tokenSettings(config));
  const server = await start({ config, tokens, logger: silentLogger, port: 0 });
  const connection = openConnection();
  const request = toolRequest(server.url, call, headers);
  checked(await connection.call(request));
  recorder.take();
  checked(await connection.call(request));
  const sent = recorder.take();
  connection.close();
  await server.close(0);
  await recorder.close();
  return sent;
}

function toolRequest(url: string, call: Call, headers: Record<string, string>): PlainRequest {
  return {
    url: `${url}/mcp`,
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: call }),
  };
}

export async function openClient(url: string, headers: Record<string, string>): Promise<Client> {
  const client = new Client({ name: 'bench', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return client;
}

/** As {@link checked}, of an answer that was read already: to write it out again would count as its time. */
function succeeded(result: unknown): unknown {
  if ((result as { isError?: unknown }).isError) throw new Error(JSON.stringify(result).slice(0, 500));
  return result;
}

/** A figure of a call that failed would be worth nothing. */
function checked(answer: string): string {
  if (answer.includes('"isError":true') || answer.includes('"error":{'))
    throw new Error(answer.slice(0, 500));
  return answer;
}
