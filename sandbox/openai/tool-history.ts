import { InputError } from '#errors/errors.ts';
import type { ChatMessage } from './policy.ts';

/**
 * Every tool call is answered before anything else is said, and nothing is answered that was not called. A
 * cancelled turn that left a call without its answer fails here, as it would at OpenAI.
 *
 * @throws InputError in the words of OpenAI's 400.
 */
export function checkToolHistory(messages: ChatMessage[]): void {
  let open = new Set<string>();
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.delete(message.toolCallId ?? ''))
        throw new InputError(
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        );
      continue;
    }
    requireAnswered(open);
    open = new Set(message.toolCalls.map((call) => call.id));
  }
  requireAnswered(open);
}

function requireAnswered(open: Set<string>): void {
  if (open.size === 0) return;
  throw new InputError(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].join(', ')}`,
  );
}
