/** A JSON Schema, or any other JSON object. */
export type JsonObject = Record<string, unknown>;

export interface ChatToolCall {
  id: string;
  name: string;
  /** The parsed arguments; the raw text where it is not JSON. */
  arguments: unknown;
}

export interface ChatMessage {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  /** The text parts, joined by line breaks; other parts appear as `[image_url]` and so on. */
  content: string;
  name?: string;
  /** What an assistant message called; empty for all others. */
  toolCalls: ChatToolCall[];
  /** Which call a tool message answers. */
  toolCallId?: string;
}

export interface ChatTool {
  name: string;
  description?: string;
  /** JSON Schema of the arguments. */
  parameters: JsonObject;
}

/** A chat completion request as a policy sees it, whatever form it had on the wire. */
export interface ChatRequest {
  messages: ChatMessage[];
  tools: ChatTool[];
  /** `{name}` when one function is forced. */
  toolChoice: 'auto' | 'none' | 'required' | { name: string };
  /** Set when the answer's content must be JSON of this schema. */
  responseSchema?: { name: string; schema: JsonObject };
}

/** What the stand-in says: text, tool calls, or both. */
export interface ChatAnswer {
  content?: string;
  toolCalls?: { name: string; arguments: unknown }[];
}

/** The mind of the stand-in: a pure function, so that the same conversation always goes the same way. */
export type ChatPolicy = (request: ChatRequest) => ChatAnswer;

/** Says the last user message again; calls a tool (without arguments) only where the request demands one. */
export const echoPolicy: ChatPolicy = ({ messages, tools, toolChoice }) => {
  if (typeof toolChoice === 'object') return { toolCalls: [{ name: toolChoice.name, arguments: {} }] };
  const first = tools[0];
  if (toolChoice === 'required' && first) return { toolCalls: [{ name: first.name, arguments: {} }] };
  return { content: messages.findLast((message) => message.role === 'user')?.content ?? '' };
};
