import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import { AIMessage } from '@langchain/core/messages';
import type { LLMResult } from '@langchain/core/outputs';
import type { Span } from '@opentelemetry/api';
import { failSpan, isTracing, startSpan } from '#telemetry/tracing/span.ts';

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
 * A listener for a chat model that makes a span of each of its answers: model, tokens and how it ended, never what was
 * said. None without tracing.
 */
export function traceModel(model: string, baseUrl: string, temperature: number | undefined) {
  if (!isTracing()) return [];
  const spans = new Map<string, Span>();
  const take = (runId: string) => {
    const span = spans.get(runId);
    spans.delete(runId);
    return span;
  };
  const listener = BaseCallbackHandler.fromMethods({
    handleChatModelStart(_model, _messages, runId) {
      const span = startSpan(modelSpan('chat', model, baseUrl));
      if (span) spans.set(runId, span);
      if (temperature !== undefined) span?.setAttribute('gen_ai.request.temperature', temperature);
    },
    handleLLMEnd(result, runId) {
      take(runId)?.setAttributes(answerAttributes(result)).end();
    },
    handleLLMError(error, runId) {
      const span = take(runId);
      if (span) failSpan(span, error);
      span?.end();
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
