import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { createTranscriber } from '#adapters/openai/create-transcriber.ts';
import type { Config } from '#config/load-config.ts';
import { describePicture } from './describe-picture.ts';
import type { Senses } from './senses.ts';

/** What the settings let the crews hear and see. */
export function connectSenses(config: Config, model: BaseChatModel): Senses {
  const transcriber =
    config.OPENAI_TRANSCRIPTION_MODEL === undefined
      ? undefined
      : createTranscriber({
          apiKey: config.OPENAI_API_KEY ?? 'none',
          ...(config.OPENAI_BASE_URL ? { baseUrl: config.OPENAI_BASE_URL } : {}),
          model: config.OPENAI_TRANSCRIPTION_MODEL,
          timeoutSeconds: config.OPENAI_TIMEOUT_SECONDS,
        });
  return {
    hear:
      transcriber &&
      (async (recording, signal) => {
        const { text, usage } = await transcriber.transcribe(recording, signal);
        return { words: text, usage: usage && { model: transcriber.model, ...usage } };
      }),
    see: config.OPENAI_IMAGES ? (picture, signal) => describePicture(model, picture, signal) : undefined,
  };
}
