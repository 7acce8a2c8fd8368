import { z } from 'zod';
import { toolDefiner } from '#mcp-servers/kit/define-tool.ts';
import type { ServerDefinition } from '#mcp-servers/kit/server-definition.ts';

const defineTool = toolDefiner<null>();
const toolCount = 20;

const tools = Array.from({ length: toolCount }, (_, number) =>
  defineTool({
    name: `nothing_${String(number).padStart(2, '0')}`,
    title: 'Nothing',
    description: 'Does nothing, so that a call costs what the way to it costs.',
    scope: 'bench:read',
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    input: z.object({ text: z.string().max(100).describe('Comes back.') }),
    output: z.object({ text: z.string() }),
    handle: async ({ text }) => ({ text }),
  }),
);

/** An upstream like ours, whose tools do nothing. */
export const noOpServer: ServerDefinition<null> = {
  name: 'mcp-nothing',
  title: 'Nothing',
  version: '1.0.0',
  instructions: 'For the bench.',
  tools,
  resources: [],
  connect: async () => ({
    servicesFor: () => null,
    readiness: async () => ({}),
    close: async () => undefined,
  }),
};
