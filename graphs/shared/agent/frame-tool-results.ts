import { ToolMessage } from '@langchain/core/messages';
import { createMiddleware } from 'langchain';
import { errorText } from '#errors/describe-error.ts';
import { ProjectError } from '#errors/errors.ts';
import { asMaterial } from '../prompts.ts';

/**
 * What tools return is shown to a model within marks, as data from outside, whoever wrote it there. A tool that
 * refuses tells the model why; a fault that may pass ends the turn, which is then tried again.
 *
 * @param restore Makes an error of this project from what a tool call has thrown.
 */
export function frameToolResults(restore: (error: unknown, tool: string) => unknown) {
  return createMiddleware({
    name: 'frameToolResults',
    wrapToolCall: async (request, handler) => {
      const { name, id = '' } = request.toolCall;
      try {
        const message = await handler(request);
        if (!ToolMessage.isInstance(message)) return message;
        return framed({ name, id, content: message.text, artifact: message.artifact });
      } catch (error) {
        const told = restore(error, name);
        if (!(told instanceof ProjectError) || told.retryable) throw told;
        return framed({ name, id, content: errorText(told), status: 'error' });
      }
    },
  });
}

interface ToolResult {
  name: string;
  id: string;
  content: string;
  artifact?: unknown;
  status?: 'error';
}

function framed({ name, id, content, artifact, status }: ToolResult): ToolMessage {
  return new ToolMessage({
    name,
    tool_call_id: id,
    content: asMaterial('tool_result', parsed(content)),
    ...(artifact === undefined ? {} : { artifact }),
    ...(status ? { status } : {}),
  });
}

/** Most results are JSON, which is not quoted a second time. */
function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return content; // an error, in words
  }
}
