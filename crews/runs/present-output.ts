import { BaseMessage } from '@langchain/core/messages';

const roles: Record<string, string> = { human: 'user', ai: 'assistant', tool: 'tool', system: 'system' };

/** A graph's state as its callers over HTTP see it: messages by role and text, not as a library's objects. */
export function presentOutput(output: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(output).map(([name, value]) => [name, present(value)]));
}

/** A message as callers see it. */
export function presentMessage(message: BaseMessage) {
  return {
    id: message.id,
    role: roles[message.getType()] ?? message.getType(),
    content: message.text,
  };
}

function present(value: unknown): unknown {
  if (value instanceof BaseMessage) return presentMessage(value);
  return Array.isArray(value) ? value.map(present) : value;
}
