import type { Tool } from '#adapters/mcp/sdk.ts';
import { type Answer, type RawMcpServer, sendResult, startRawMcpServer } from '#adapters/mcp/testing.ts';

/** An upstream whose tools and answers a test decides. */
export interface FakeUpstream extends RawMcpServer {
  /** What it lists from now on. */
  tools: Tool[];
  /** The calls of tools that it has seen. */
  calls(): RawMcpServer['received'];
}

export const readTool = (name: string, more: Partial<Tool> = {}): Tool => ({
  name,
  inputSchema: { type: 'object' },
  annotations: { readOnlyHint: true },
  ...more,
});

/** @param answer the result of a call, or does it all itself. */
export async function startFakeUpstream(
  tools: Tool[],
  answer: (name: string, args: unknown) => object | undefined = () => ({ content: [] }),
  other: Answer = () => undefined,
): Promise<FakeUpstream> {
  const listed = { tools };
  const server = await startRawMcpServer(async (received, response) => {
    const { message } = received;
    await other(received, response);
    if (response.headersSent) return;
    if (message.method === 'tools/list') sendResult(response, message.id, { tools: listed.tools });
    if (message.method === 'tools/call') {
      const result = answer(String(message.params?.name), message.params?.arguments);
      if (result) sendResult(response, message.id, result);
      else await new Promise(() => undefined);
    }
  });
  return {
    ...server,
    get tools() {
      return listed.tools;
    },
    set tools(next) {
      listed.tools = next;
    },
    calls: () => server.of('tools/call'),
  };
}
