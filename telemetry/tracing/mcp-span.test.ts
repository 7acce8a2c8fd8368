import { expect, test } from 'vitest';
import { mcpSpan } from './mcp-span.ts';

test('a call of a tool is told by the tool, never by its arguments', () => {
  expect(mcpSpan('tools/call', { name: 'find_customer', arguments: { phone: '+5511999990000' } })).toEqual({
    name: 'tools/call find_customer',
    attributes: {
      'mcp.method.name': 'tools/call',
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.type': 'function',
      'gen_ai.tool.name': 'find_customer',
    },
  });
});

test.each([
  ['prompts/get', { name: 'greeting' }, 'prompts/get greeting', { 'gen_ai.prompt.name': 'greeting' }],
  ['resources/read', { uri: 'odoo://models' }, 'resources/read', { 'mcp.resource.uri': 'odoo://models' }],
  ['tools/list', undefined, 'tools/list', {}],
  ['tools/list', { name: 'ignored' }, 'tools/list', {}],
  ['prompts/get', { name: 7 }, 'prompts/get', {}],
])('%s', (method, params, name, attributes) => {
  expect(mcpSpan(method, params)).toEqual({ name, attributes: { 'mcp.method.name': method, ...attributes } });
});
