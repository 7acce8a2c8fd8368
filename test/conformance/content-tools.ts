import { z } from 'zod';
import type { ContentBlock } from '#adapters/mcp/sdk.ts';
import { InputError } from '#errors/errors.ts';
import { toolDefiner } from '#mcp-servers/kit/define-tool.ts';

/** One red pixel. */
export const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';

/** A sound without samples. */
const wav = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';

export const annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

const defineTool = toolDefiner<undefined>();

/** A tool that shows a model these blocks. */
const showing = (name: string, blocks: ContentBlock[]) =>
  defineTool({
    name,
    title: name,
    description: `Shows ${blocks.map(({ type }) => type).join(', ')}.`,
    scope: 'fixture:read',
    annotations,
    input: z.object({}),
    output: z.object({ blocks: z.int() }),
    handle: async () => ({ blocks: blocks.length }),
    content: () => blocks,
  });

const failing = defineTool({
  name: 'test_error_handling',
  title: 'Error',
  description: 'Always fails.',
  scope: 'fixture:read',
  annotations,
  input: z.object({}),
  output: z.object({}),
  async handle() {
    throw new InputError('This tool intentionally returns an error for testing');
  },
});

const address = z.object({ street: z.string().optional(), city: z.string().optional() });

const schemaOf2020 = defineTool({
  name: 'json_schema_2020_12_tool',
  title: 'JSON Schema 2020-12',
  description: 'Tool with JSON Schema 2020-12 features',
  scope: 'fixture:read',
  annotations,
  input: z.object({ name: z.string().optional(), address: address.meta({ id: 'address' }).optional() }),
  output: z.object({}),
  handle: async () => ({}),
});

/** Tools for the scenarios about what a tool answers. */
export const contentTools = [
  showing('test_simple_text', [{ type: 'text', text: 'This is a simple text response for testing.' }]),
  showing('test_image_content', [{ type: 'image', data: png, mimeType: 'image/png' }]),
  showing('test_audio_content', [{ type: 'audio', data: wav, mimeType: 'audio/wav' }]),
  showing('test_embedded_resource', [
    {
      type: 'resource',
      resource: {
        uri: 'test://embedded-resource',
        mimeType: 'text/plain',
        text: 'This is an embedded resource content.',
      },
    },
  ]),
  showing('test_multiple_content_types', [
    { type: 'text', text: 'Multiple content types test:' },
    { type: 'image', data: png, mimeType: 'image/png' },
    {
      type: 'resource',
      resource: {
        uri: 'test://mixed-content-resource',
        mimeType: 'application/json',
        text: '{"test":"data","value":123}',
      },
    },
  ]),
  failing,
  schemaOf2020,
];
