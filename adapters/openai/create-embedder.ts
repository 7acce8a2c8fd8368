import { z } from 'zod';
import { UpstreamError } from '#errors/errors.ts';
import { askUpstream } from '#telemetry/ask-upstream.ts';
import { modelFetch } from './model-fetch.ts';
import type { Embedder, ModelSettings } from './port.ts';
import { codeOfRefusal, parseJson } from './read-answer.ts';
import { modelSpan } from './trace-model.ts';
import { errorOfStatus, translateModelError } from './translate-error.ts';

const openAiUrl = 'https://api.openai.com/v1';
/** Far below OpenAI's 2,048, and what most compatible servers take at once. */
const batchSize = 128;

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()).min(1) })),
});
/**
 * An embedder over any OpenAI-compatible provider. Asks once for a vector, to know its length; a provider
 * that cannot be used is so found at the start.
 *
 * @throws UpstreamError, LimitError, AccessError, NotFoundError or InputError, as the provider fails.
 */
export async function createEmbedder(settings: ModelSettings): Promise<Embedder> {
  const embedBatch = batchEmbedder(settings);
  const [probe] = await embedBatch(['dimensions'], new AbortController().signal);
  const dimensions = probe?.length ?? 0;

  return {
    model: settings.model,
    dimensions,
    async embed(texts, signal) {
      const vectors: number[][] = [];
      for (let start = 0; start < texts.length; start += batchSize)
        vectors.push(...(await embedBatch(texts.slice(start, start + batchSize), signal)));
      if (vectors.some((vector) => vector.length !== dimensions))
        throw unexpected(`did not give vectors of length ${dimensions}`);
      return vectors;
    },
  };
}

function batchEmbedder({ apiKey, baseUrl = openAiUrl, model, timeoutSeconds, retries = 2 }: ModelSettings) {
  const send = modelFetch({ timeoutMs: timeoutSeconds * 1_000, retries });
  return async (texts: string[], signal: AbortSignal): Promise<number[][]> => {
    const start = () => modelSpan('embeddings', model, baseUrl);
    const request = { upstream: 'model', operation: 'embeddings' } as const;
    return askUpstream(request, start, async () => vectorsIn(await post(), texts.length));

    async function post(): Promise<unknown> {
      try {
        const response = await send(`${baseUrl}/embeddings`, {
          method: 'POST',
          headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
          signal,
        });
        const text = await response.text();
        if (!response.ok) throw errorOfStatus(response.status, codeOfRefusal(text), undefined);
        return parseJson(text);
      } catch (error) {
        throw translateModelError(error);
      }
    }
  };
}

function vectorsIn(answer: unknown, wanted: number): number[][] {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw unexpected('did not answer with embeddings', parsed.error);
  const { data } = parsed.data;
  if (data.length !== wanted) throw unexpected(`gave ${data.length} vectors for ${wanted} texts`);
  return data.sort((left, right) => left.index - right.index).map((item) => item.embedding);
}

function unexpected(problem: string, cause?: unknown): UpstreamError {
  return new UpstreamError(`The embedding model ${problem}.`, { code: 'unexpected_answer', cause });
}
