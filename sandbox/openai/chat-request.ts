import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import type { ChatMessage, ChatRequest, JsonObject } from './policy.ts';
import { checkStrictSchema } from './strict-schema.ts';
import { checkToolHistory } from './tool-history.ts';

const jsonObject = z.record(z.string(), z.unknown());
const functionName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, {
  error: "Expected a string that matches the pattern '^[a-zA-Z0-9_-]{1,64}$'.",
});
const content = z.union([
  z.string(),
  z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
]);

const messageSchema = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: content.nullish(),
  name: z.string().optional(),
  tool_calls: z
    .array(
      z.looseObject({
        id: z.string(),
        type: z.literal('function'),
        function: z.object({ name: functionName, arguments: z.string() }),
      }),
    )
    .min(1)
    .optional(),
  tool_call_id: z.string().optional(),
});

const requestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(messageSchema).min(1),
  tools: z
    .array(
      z.looseObject({
        type: z.literal('function'),
        function: z.looseObject({
          name: functionName,
          description: z.string().optional(),
          parameters: jsonObject.default({ type: 'object', properties: {} }),
          strict: z.boolean().nullish(),
        }),
      }),
    )
    .max(128)
    .default([]),
  tool_choice: z
    .union([
      z.enum(['auto', 'none', 'required']),
      z.object({ type: z.literal('function'), function: z.object({ name: z.string() }) }),
    ])
    .optional(),
  parallel_tool_calls: z.boolean().optional(),
  response_format: z
    .union([
      z.object({ type: z.enum(['text', 'json_object']) }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.looseObject({
          name: functionName,
          schema: jsonObject,
          strict: z.boolean().nullish(),
        }),
      }),
    ])
    .optional(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  n: z.literal(1, { error: 'This server answers with one choice only.' }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
});

type WireMessage = z.output<typeof messageSchema>;
type WireRequest = z.output<typeof requestSchema>;

/** A request that was accepted: the part for the policy, and what concerns the form of the answer. */
export interface AcceptedRequest {
  model: string;
  chat: ChatRequest;
  stream: boolean;
  includeUsage: boolean;
  /** False limits the answer to one tool call. */
  parallelToolCalls: boolean;
}

/** @throws InputError for what OpenAI answers with 400, in its words. */
export function parseChatRequest(body: unknown): AcceptedRequest {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) throw invalid(parsed.error);
  const request = parsed.data;
  const chat = toChatRequest(request);
  checkToolHistory(chat.messages);
  checkToolChoice(request, chat);
  checkSchemas(request);
  return {
    model: request.model,
    chat,
    stream: request.stream ?? false,
    includeUsage: request.stream_options?.include_usage ?? false,
    parallelToolCalls: request.parallel_tool_calls ?? true,
  };
}

function invalid(error: z.ZodError): InputError {
  const issue = error.issues[0];
  const path = issue?.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  return new InputError(`Invalid value for '${path}': ${issue?.message}`, { code: 'invalid_value' });
}

function toChatRequest(request: WireRequest): ChatRequest {
  const format = request.response_format;
  return {
    messages: request.messages.map(toChatMessage),
    tools: request.tools.map(({ function: { name, description, parameters } }) => ({
      name,
      ...(description === undefined ? {} : { description }),
      parameters,
    })),
    toolChoice: toToolChoice(request),
    ...(format?.type === 'json_schema'
      ? { responseSchema: { name: format.json_schema.name, schema: format.json_schema.schema } }
      : {}),
  };
}

function toToolChoice({ tool_choice: choice, tools }: WireRequest): ChatRequest['toolChoice'] {
  if (choice === undefined) return tools.length > 0 ? 'auto' : 'none';
  return typeof choice === 'string' ? choice : { name: choice.function.name };
}

function toChatMessage(message: WireMessage): ChatMessage {
  return {
    role: message.role,
    content: textOf(message.content),
    ...(message.name === undefined ? {} : { name: message.name }),
    toolCalls: (message.tool_calls ?? []).map((call) => ({
      id: call.id,
      name: call.function.name,
      arguments: parseArguments(call.function.arguments),
    })),
    ...(message.tool_call_id === undefined ? {} : { toolCallId: message.tool_call_id }),
  };
}

function textOf(parts: WireMessage['content']): string {
  if (parts === null || parts === undefined) return '';
  if (typeof parts === 'string') return parts;
  return parts.map((part) => part.text ?? `[${part.type}]`).join('\n');
}

function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The API takes back whatever a model once wrote, also what was never JSON.
    return text;
  }
}

function checkToolChoice({ tool_choice: choice }: WireRequest, chat: ChatRequest): void {
  if (choice === undefined) return;
  if (chat.tools.length === 0)
    throw new InputError(
      "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
    );
  if (typeof choice === 'object' && !chat.tools.some((tool) => tool.name === choice.function.name))
    throw new InputError(
      `Invalid value for 'tool_choice': no function named '${choice.function.name}' was specified in the 'tools' parameter.`,
    );
}

function checkSchemas(request: WireRequest): void {
  for (const { function: tool } of request.tools) {
    requireObjectSchema(tool.parameters, tool.name);
    if (tool.strict) checkStrictSchema(tool.parameters, `function '${tool.name}'`);
  }
  const format = request.response_format;
  if (format?.type === 'json_schema' && format.json_schema.strict)
    checkStrictSchema(format.json_schema.schema, `response_format '${format.json_schema.name}'`);
}

function requireObjectSchema(schema: JsonObject, name: string): void {
  if (schema.type !== 'object')
    throw new InputError(
      `Invalid schema for function '${name}': schema must be a JSON Schema of 'type: "object"', got 'type: "${schema.type ?? 'None'}"'.`,
      { code: 'invalid_function_parameters' },
    );
}
