import { z } from 'zod';
import { UpstreamError } from '#errors/errors.ts';
import { askUpstream } from '#telemetry/ask-upstream.ts';
import { modelFetch } from './model-fetch.ts';
import type { ModelSettings, Transcriber } from './port.ts';
import { codeOfRefusal, parseJson } from './read-answer.ts';
import { modelSpan } from './trace-model.ts';
import { errorOfStatus, translateModelError } from './translate-error.ts';

const openAiUrl = 'https://api.openai.com/v1';
const answerSchema = z.object({
  text: z.string(),
  // By tokens or by seconds, whichever the model is billed by; other providers tell none.
  usage: z
    .union([
      z
        .object({ type: z.literal('tokens'), input_tokens: z.number(), output_tokens: z.number() })
        .transform(({ input_tokens, output_tokens }) => ({
          inputTokens: input_tokens,
          outputTokens: output_tokens,
        })),
      z
        .object({ type: z.literal('duration'), seconds: z.number() })
        .transform(({ seconds }) => ({ inputTokens: 0, outputTokens: 0, seconds })),
    ])
    .optional()
    .catch(undefined),
});

/** The ending that a provider tells the format by; WhatsApp sends voice as `audio/ogg; codecs=opus`. */
const endings: Record<string, string> = {
  'audio/ogg': 'ogg',
  'audio/opus': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'm4a',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/webm': 'webm',
};

/** A transcriber over any OpenAI-compatible provider (`POST /audio/transcriptions`). */
export function createTranscriber(settings: ModelSettings): Transcriber {
  const { apiKey, baseUrl = openAiUrl, model, timeoutSeconds, retries = 2 } = settings;
  const send = modelFetch({ timeoutMs: timeoutSeconds * 1_000, retries });
  return {
    model,
    transcribe({ bytes, type }, signal) {
      const start = () => modelSpan('transcription', model, baseUrl);
      return askUpstream({ upstream: 'model', operation: 'transcription' }, start, post);

      async function post() {
        const form = new FormData();
        const mime = type.split(';')[0]?.trim().toLowerCase() ?? '';
        form.set('file', new Blob([bytes], { type: mime }), `audio.${endings[mime] ?? 'ogg'}`);
        form.set('model', model);
        form.set('response_format', 'json');
        try {
          const headers = { authorization: `Bearer ${apiKey}` };
          const url = `${baseUrl}/audio/transcriptions`;
          const response = await send(url, { method: 'POST', headers, body: form, signal });
          const text = await response.text();
          if (!response.ok) throw errorOfStatus(response.status, codeOfRefusal(text), undefined);
          const answer = answerSchema.safeParse(parseJson(text));
          if (answer.success) return { ...answer.data, text: answer.data.text.trim() };
          throw new UpstreamError('The provider did not answer with a transcript.', {
            code: 'unexpected_answer',
            cause: answer.error,
          });
        } catch (error) {
          throw translateModelError(error);
        }
      }
    },
  };
}
