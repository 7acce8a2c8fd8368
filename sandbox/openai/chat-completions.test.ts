import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ChatAnswer, ChatRequest } from './policy.ts';
import { type SandboxOpenAi, startSandboxOpenAi } from './start-sandbox-openai.ts';

let sandbox: SandboxOpenAi;
let seen: ChatRequest[];
let answer: (request: ChatRequest) => ChatAnswer;

beforeEach(async () => {
  seen = [];
  answer = () => ({ content: 'Olá!' });
  const policy = (request: ChatRequest) => {
    seen.push(request);
    return answer(request);
  };
  sandbox = await startSandboxOpenAi({ policy });
});
afterEach(() => sandbox.close());

function chatModel(options: { apiKey?: string; model?: string; timeout?: number } = {}): ChatOpenAI {
  return new ChatOpenAI({
    apiKey: options.apiKey ?? sandbox.apiKey,
    model: options.model ?? 'demo-model',
    maxRetries: 0,
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    configuration: { baseURL: sandbox.url },
  });
}

const searchProducts = tool(async () => 'none', {
  name: 'search_products',
  description: 'Finds products.',
  schema: z.object({ query: z.string(), limit: z.number() }),
});

function post(body: unknown, path = '/chat/completions'): Promise<Response> {
  return fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function messageOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { message: string } };
  return error.message;
}

const user = { role: 'user', content: 'oi' };

describe('answers', () => {
  test('a text, with the usage and the name of the demo model', async () => {
    const reply = await chatModel().invoke('oi');
    expect(reply.text).toBe('Olá!');
    expect(reply.response_metadata).toMatchObject({ model_name: 'demo-model', finish_reason: 'stop' });
    expect(reply.usage_metadata?.total_tokens).toBeGreaterThan(0);
  });

  test('tool calls of bound tools; the policy sees the whole history in plain form', async () => {
    answer = () => ({ toolCalls: [{ name: 'search_products', arguments: { query: 'camiseta', limit: 3 } }] });
    const model = chatModel().bindTools([searchProducts]);
    const reply = await model.invoke('tem camiseta?');
    expect(reply.tool_calls).toMatchObject([
      { name: 'search_products', args: { query: 'camiseta', limit: 3 }, type: 'tool_call' },
    ]);
    expect(reply.response_metadata.finish_reason).toBe('tool_calls');

    answer = () => ({ content: 'Temos.' });
    const result = new ToolMessage({ content: '1 produto', tool_call_id: reply.tool_calls?.[0]?.id ?? '' });
    await model.invoke([new HumanMessage('tem camiseta?'), reply, result]);
    expect(seen[1]?.messages.map((message) => message.role)).toEqual(['user', 'assistant', 'tool']);
    expect(seen[1]?.messages[1]?.toolCalls[0]?.arguments).toEqual({ query: 'camiseta', limit: 3 });
    expect(seen[1]?.messages[2]?.toolCallId).toBe(reply.tool_calls?.[0]?.id);
    expect(seen[1]?.tools[0]).toMatchObject({ name: 'search_products', parameters: { type: 'object' } });
  });

  test('a forced function ends with stop, a free choice with tool_calls', async () => {
    answer = () => ({ toolCalls: [{ name: 'search_products', arguments: { query: 'x', limit: 1 } }] });
    const forced = await chatModel()
      .bindTools([searchProducts], { tool_choice: 'search_products' })
      .invoke('x');
    expect(seen[0]?.toolChoice).toEqual({ name: 'search_products' });
    expect(forced.response_metadata.finish_reason).toBe('stop');
    await chatModel().bindTools([searchProducts], { tool_choice: 'required' }).invoke('x');
    expect(seen[1]?.toolChoice).toBe('required');
  });

  test('one call only, where parallel calls are off', async () => {
    const call = { name: 'search_products', arguments: { query: 'x', limit: 1 } };
    answer = () => ({ toolCalls: [call, call] });
    const one = await chatModel().bindTools([searchProducts], { parallel_tool_calls: false }).invoke('x');
    const two = await chatModel().bindTools([searchProducts]).invoke('x');
    expect([one.tool_calls?.length, two.tool_calls?.length]).toEqual([1, 2]);
  });

  test.each(['functionCalling', 'jsonSchema'] as const)('structured output by %s', async (method) => {
    const schema = z.object({ intent: z.enum(['greeting', 'order']), urgent: z.boolean() });
    const value = { intent: 'order', urgent: false };
    answer = ({ responseSchema }) =>
      responseSchema
        ? { content: JSON.stringify(value) }
        : { toolCalls: [{ name: 'triage', arguments: value }] };
    const triage = chatModel().withStructuredOutput(schema, { name: 'triage', method });
    expect(await triage.invoke('quero 2')).toEqual(value);
    expect(seen[0]?.responseSchema?.name).toBe(method === 'jsonSchema' ? 'triage' : undefined);
  });

  test('a system message and parts of other kinds reach the policy as text', async () => {
    const image = { type: 'image_url', image_url: { url: 'https://example.org/a.png' } };
    await chatModel().invoke([
      { role: 'system', content: 'Seja breve.' },
      { role: 'user', content: [{ type: 'text', text: 'o que é isto?' }, image] },
    ]);
    expect(seen[0]?.messages.map((message) => message.content)).toEqual([
      'Seja breve.',
      'o que é isto?\n[image_url]',
    ]);
  });
});

describe('streaming', () => {
  test('text in pieces, then the usage', async () => {
    answer = () => ({ content: 'Boa tarde! Em que posso ajudar você hoje?' });
    const chunks = [];
    for await (const chunk of await chatModel().stream('oi')) chunks.push(chunk);
    expect(chunks.map((chunk) => chunk.text).join('')).toBe('Boa tarde! Em que posso ajudar você hoje?');
    expect(chunks.length).toBeGreaterThan(4);
    expect(chunks.at(-1)?.usage_metadata?.total_tokens).toBeGreaterThan(0);
  });

  test('tool calls whose arguments arrive in pieces', async () => {
    const args = { query: 'camiseta azul tamanho M', limit: 5 };
    answer = () => ({
      content: 'Um momento.',
      toolCalls: [
        { name: 'search_products', arguments: args },
        { name: 'search_products', arguments: { ...args, limit: 1 } },
      ],
    });
    const stream = await chatModel().bindTools([searchProducts]).stream('tem?');
    let whole: Awaited<ReturnType<typeof stream.next>>['value'];
    let pieces = 0;
    for await (const chunk of stream) {
      pieces += chunk.tool_call_chunks?.length ?? 0;
      whole = whole === undefined ? chunk : whole.concat(chunk);
    }
    expect(pieces).toBeGreaterThan(6);
    expect(whole?.text).toBe('Um momento.');
    expect(whole?.tool_calls).toMatchObject([{ args }, { args: { ...args, limit: 1 } }]);
  });

  test('the wire: server-sent events, usage only where it was asked for, [DONE] at the end', async () => {
    const body = { model: 'demo-model', stream: true, messages: [user] };
    const plain = await (await post(body)).text();
    expect(plain).toMatch(/^data: \{.*"role":"assistant"/);
    expect(plain).toMatch(/"finish_reason":"stop"\}\]\}\n\ndata: \[DONE\]\n\n$/);
    expect(plain).not.toContain('usage');
    const counted = await (await post({ ...body, stream_options: { include_usage: true } })).text();
    expect(counted).toMatch(/"choices":\[\],"usage":\{"prompt_tokens":\d+/);
  });
});

describe('refusals', () => {
  test('a wrong key is 401, no key too', async () => {
    await expect(chatModel({ apiKey: 'sk-wrong' }).invoke('oi')).rejects.toMatchObject({ status: 401 });
    const none = await fetch(`${sandbox.url}/models`);
    expect(none.status).toBe(401);
    expect(await messageOf(none)).toContain("didn't provide an API key");
    expect(sandbox.requests).toEqual([]);
  });

  test('another model is 404', async () => {
    await expect(chatModel({ model: 'gpt-4.1-mini' }).invoke('oi')).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });

  test('a tool call without its answer, and an answer without its call, are 400', async () => {
    const called = new AIMessage({ content: '', tool_calls: [{ name: 'f', args: {}, id: 'call_1' }] });
    await expect(chatModel().invoke([called, new HumanMessage('oi')])).rejects.toThrow(/call_1/);
    const orphan = new ToolMessage({ content: 'x', tool_call_id: 'call_2' });
    await expect(chatModel().invoke([orphan])).rejects.toThrow(/must be a response to a preceeding message/);
    await expect(chatModel().invoke([called])).rejects.toMatchObject({ status: 400 });
  });

  test.each<[string, object, RegExp]>([
    ['no messages', { messages: [] }, /Invalid value for 'messages'/],
    ['an unknown role', { messages: [{ role: 'robot', content: 'x' }] }, /messages\[0\]\.role/],
    ['two choices', { messages: [user], n: 2 }, /one choice only/],
    ['a temperature above 2', { messages: [user], temperature: 3 }, /temperature/],
    ['tool_choice without tools', { messages: [user], tool_choice: 'auto' }, /only allowed when 'tools'/],
    [
      'a tool name with a dot',
      { messages: [user], tools: [{ type: 'function', function: { name: 'a.b' } }] },
      /tools\[0\]\.function\.name/,
    ],
    [
      'a forced function that is not there',
      {
        messages: [user],
        tools: [{ type: 'function', function: { name: 'a' } }],
        tool_choice: { type: 'function', function: { name: 'b' } },
      },
      /no function named 'b'/,
    ],
    [
      'arguments that are no object',
      { messages: [user], tools: [{ type: 'function', function: { name: 'a', parameters: {} } }] },
      /got 'type: "None"'/,
    ],
  ])('%s is 400', async (_name, body, message) => {
    const response = await post({ model: 'demo-model', ...body });
    expect(response.status).toBe(400);
    expect(await messageOf(response)).toMatch(message);
  });

  test('a strict schema with an optional property is 400, as at OpenAI', async () => {
    const schema = {
      type: 'object',
      properties: { items: { type: 'array', items: { type: 'object', properties: { a: {} } } } },
      required: ['items'],
      additionalProperties: false,
    };
    const body = {
      model: 'demo-model',
      messages: [user],
      response_format: { type: 'json_schema', json_schema: { name: 'order', strict: true, schema } },
    };
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await messageOf(response)).toMatch(/context=\('items', 'items'\), 'additionalProperties'/);
  });

  test('a body that is not JSON is 400; an unknown address 404', async () => {
    expect((await post('{not json')).status).toBe(400);
    expect((await post({}, '/responses')).status).toBe(404);
  });

  test("a policy's mistake is 500 and says which", async () => {
    answer = () => ({ toolCalls: [{ name: 'unknown', arguments: {} }] });
    await expect(chatModel().invoke('oi')).rejects.toThrow(/policy called 'unknown'/);
    answer = () => ({ content: 'no call' });
    await expect(
      chatModel().bindTools([searchProducts], { tool_choice: 'search_products' }).invoke('x'),
    ).rejects.toThrow(/did not call 'search_products'/);
  });
});

describe('faults, one for each request', () => {
  test.each([
    ['rate_limit', 429],
    ['quota', 429],
    ['server_error', 500],
  ] as const)('%s', async (fault, status) => {
    sandbox.faults.next(fault);
    await expect(chatModel().invoke('oi')).rejects.toMatchObject({ status });
    expect((await chatModel().invoke('oi')).text).toBe('Olá!');
  });

  test('hang: the client waits until its own time-out', async () => {
    sandbox.faults.next('hang');
    await expect(chatModel({ timeout: 200 }).invoke('oi')).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('cut_stream breaks a stream and a plain answer', async () => {
    sandbox.faults.next('cut_stream', 2);
    answer = () => ({ content: 'uma frase comprida que será cortada no meio' });
    const read = async () => {
      let text = '';
      for await (const chunk of await chatModel().stream('oi')) text += chunk.text;
      return text;
    };
    await expect(read()).rejects.toThrow();
    await expect(chatModel().invoke('oi')).rejects.toThrow();
  });

  test('malformed_arguments end up as an invalid tool call', async () => {
    sandbox.faults.next('malformed_arguments');
    answer = () => ({ toolCalls: [{ name: 'search_products', arguments: { query: 'x', limit: 1 } }] });
    const reply = await chatModel().bindTools([searchProducts]).invoke('x');
    expect(reply.tool_calls).toEqual([]);
    expect(reply.invalid_tool_calls).toMatchObject([
      { name: 'search_products', args: '{"query":"x","limit":1' },
    ]);
  });

  test('faults that were not used can be taken back', async () => {
    sandbox.faults.next('server_error', 5);
    sandbox.faults.clear();
    expect((await chatModel().invoke('oi')).text).toBe('Olá!');
  });
});
