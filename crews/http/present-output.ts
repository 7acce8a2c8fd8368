import { BaseMessage } from '@langchain/core/messages';

const roles: Record<string, string> = { human: 'user', ai: 'assistant', tool: 'tool', system: 'system' };

/** A graph's state as its callers over HTTP see it: messages by role and text, not as a library's objects. */
export function presentOutput(output: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(output).map(([name, value]) => [name, present(value)]));
}

function present(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((element) =>
    element instanceof BaseMessage
      ? { id: element.id, role: roles[element.getType()] ?? element.getType(), content: element.text }
      : element,
  );
}
