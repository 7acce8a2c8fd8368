import type { Principal } from '#identity/principal.ts';
import type { AnnouncementListener, LinkRequest, McpLink } from './link.ts';
import { type FailedRequest, noAnswer, protocolError, tookTooLong } from './link-errors.ts';
import { Client, ErrorCode, McpError, ResultSchema, StdioClientTransport } from './sdk.ts';

export interface StdioLinkOptions {
  /** The server's name, for errors. */
  server: string;
  command: string;
  args: readonly string[];
  /** All that the process sees of the environment beside PATH, HOME and the like. */
  env: Readonly<Record<string, string>>;
  /** A longer answer ends the connection. */
  maxBytes: number;
}

const openTimeoutMs = 10_000;

/** A link to a server that runs as a process of its own; one that has ended is started at the next request. */
export function stdioLink({ server, command, args, env, maxBytes }: StdioLinkOptions): McpLink {
  const listeners = new Set<AnnouncementListener>();
  let opening: Promise<Client> | undefined;

  async function open(): Promise<Client> {
    const client = new Client({ name: 'mcp-first', version: '1.0.0' });
    client.fallbackNotificationHandler = async ({ method, params = {} }) => {
      for (const listener of listeners) listener(method, params);
    };
    const transport = new StdioClientTransport({
      command,
      args: [...args],
      env: { ...env },
      stderr: 'ignore',
      maxBufferSize: maxBytes,
    });
    try {
      await client.connect(transport, { timeout: openTimeoutMs });
    } catch (error) {
      await client.close();
      throw noAnswer({ server, writes: false }, error);
    }
    return client;
  }

  const opened = (): Promise<Client> => {
    if (!opening) {
      const started = open();
      opening = started;
      const forget = () => {
        if (opening === started) opening = undefined;
      };
      started.then((client) => {
        client.onclose = forget;
      }, forget);
    }
    return opening;
  };

  return {
    async request(request: LinkRequest) {
      const { method, params, signal, timeoutMs, caller } = request;
      const client = await opened();
      try {
        return await client.request({ method, ...(params ? { params } : {}) }, ResultSchema, {
          timeout: timeoutMs,
          ...(signal ? { signal } : {}),
          ...(caller?.wantsProgress ? { onprogress: caller.onProgress } : {}),
        });
      } catch (error) {
        throw translate(error, { server, writes: request.writes }, request);
      }
    },
    capabilities: async (_principal: Principal) => ({ ...(await opened()).getServerCapabilities() }),
    onAnnouncement: (listener) => void listeners.add(listener),
    async close() {
      const client = await opening?.catch(() => undefined); // it never started: nothing to end
      await client?.close();
    },
  };
}

function translate(error: unknown, failed: FailedRequest, { signal, timeoutMs }: LinkRequest): unknown {
  if (signal?.aborted) return signal.reason;
  if (!(error instanceof McpError)) return noAnswer(failed, error);
  if (error.code === ErrorCode.RequestTimeout) return tookTooLong(failed, timeoutMs);
  if (error.code === ErrorCode.ConnectionClosed) return noAnswer(failed, error);
  const message = error.message.replace(/^MCP error -?\d+: /, '');
  return protocolError(failed, { code: error.code, message });
}
