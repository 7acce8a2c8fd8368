import type { ChatCompletion } from './chat-completion.ts';

/** How much text one chunk carries; small, so that readers meet arguments cut in the middle of a word. */
const chunkLength = 12;

/**
 * The same completion as the chunks of a stream, in OpenAI's order: the role, the text, each tool call's head
 * and then its arguments in pieces, the reason of the end, and (if asked for) the usage without a choice.
 */
export function* chatChunks(completion: ChatCompletion, includeUsage: boolean): Generator<object> {
  const [choice] = completion.choices;
  const frame = {
    id: completion.id,
    object: 'chat.completion.chunk',
    created: completion.created,
    model: completion.model,
  };
  const chunk = (delta: object, finishReason: string | null = null) => ({
    ...frame,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    ...(includeUsage ? { usage: null } : {}),
  });

  const { content, tool_calls: toolCalls = [] } = choice.message;
  yield chunk({ role: 'assistant', content: content === null ? null : '', refusal: null });
  for (const piece of pieces(content ?? '')) yield chunk({ content: piece });
  for (const [index, call] of toolCalls.entries()) {
    const head = { name: call.function.name, arguments: '' };
    yield chunk({ tool_calls: [{ index, id: call.id, type: 'function', function: head }] });
    for (const piece of pieces(call.function.arguments))
      yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
  yield chunk({}, choice.finish_reason);
  if (includeUsage) yield { ...frame, choices: [], usage: completion.usage };
}

function* pieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += chunkLength) yield text.slice(start, start + chunkLength);
}
