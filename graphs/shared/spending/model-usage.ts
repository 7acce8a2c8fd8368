import type { AIMessage } from '@langchain/core/messages';

/** What one answer of a model used, as its provider tells it. */
export interface ModelUsage {
  model: string;
  inputTokens: number;
  outputTokens: number;
  /** Of sound, where the provider bills by time; then there are no tokens. */
  seconds?: number | undefined;
}

/** An answer of a chat model. */
export type MeteredAnswer = Pick<AIMessage, 'usage_metadata' | 'response_metadata'>;

/** The usage that came with an answer; undefined where the provider told none. */
export function usageOf({ usage_metadata: usage, response_metadata }: MeteredAnswer): ModelUsage | undefined {
  if (!usage) return undefined;
  const model = String(response_metadata?.model_name ?? 'unknown');
  return { model, inputTokens: usage.input_tokens, outputTokens: usage.output_tokens };
}
