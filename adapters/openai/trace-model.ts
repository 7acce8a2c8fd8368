import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import { AIMessage } from '@langchain/core/messages';
import type { LLMResult } from '@langchain/core/outputs';
import { describeError } from '#errors/describe-error.ts';
import { timeUpstreamRequest } from '#telemetry/ask-upstream.ts';
import { failSpan, startSpan } from '#telemetry/tracing/span.ts';

/** A request to a model, in the words of OpenTelemetry's conventions for generative AI. */
export function modelSpan(
  operation: 'chat' | 'embeddings' | 'transcription',
  model: string,
  baseUrl: string,
) {
  return {
    name: `${operation} ${model}`,
    kind: 'client' as const,
    attributes: {
      'gen_ai.operation.name': operation,
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': model,
      'server.address': URL.parse(baseUrl)?.hostname ?? '',
    },
  };
}

/**
 * A listener for a chat model that times each of its answers and, where traces are recorded, makes a span of it: model,
 * tokens and how it ended, never what was said.
 */
export function followModel(model: string, baseUrl: string, temperature: number | undefined) {
  const begin = () => ({
    span: startSpan(modelSpan('chat', model, baseUrl)),
    end: timeUpstreamRequest({ upstream: 'model', operation: 'chat' }),
  });
  const answers = new Map<string, ReturnType<typeof begin>>();
  const take = (runId: string) => {
    const answer = answers.get(runId);
    answers.delete(runId);
    return answer;
  };
  const listener = BaseCallbackHandler.fromMethods({
    handleChatModelStart(_model, _messages, runId) {
      const answer = begin();
      answers.set(runId, answer);
      if (temperature !== undefined) answer.span?.setAttribute('gen_ai.request.temperature', temperature);
    },
    handleLLMEnd(result, runId) {
      const answer = take(runId);
      answer?.end('ok');
      answer?.span?.setAttributes(answerAttributes(result)).end();
    },
    handleLLMError(error, runId) {
      const answer = take(runId);
      answer?.end(describeError(error).code);
      if (answer?.span) failSpan(answer.span, error);
      answer?.span?.end();
    },
  });
  // In the node's own asynchronous context, which is where the span belongs.
  listener.awaitHandlers = true;
  return [listener];
}

function answerAttributes({ generations }: LLMResult) {
  const generation = generations[0]?.[0];
  const message = generation && 'message' in generation ? generation.message : undefined;
  if (!AIMessage.isInstance(message)) return {};
  const { usage_metadata: usage, response_metadata: metadata, id } = message;
  const { model_name: model, finish_reason: reason } = (metadata ?? {}) as Record<string, unknown>;
  return {
    ...(usage
      ? {
          'gen_ai.usage.input_tokens': usage.input_tokens,
          'gen_ai.usage.output_tokens': usage.output_tokens,
        }
      : {}),
    ...(id ? { 'gen_ai.response.id': id } : {}),
    ...(typeof model === 'string' ? { 'gen_ai.response.model': model } : {}),
    ...(typeof reason === 'string' ? { 'gen_ai.response.finish_reasons': [reason] } : {}),
  };
}
