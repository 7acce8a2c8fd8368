import { ChatOpenAI } from '@langchain/openai';
import { modelFetch } from './model-fetch.ts';
import type { ModelSettings } from './port.ts';
import { followModel } from './trace-model.ts';
import { translateModelError } from './translate-error.ts';

const openAiUrl = 'https://api.openai.com/v1';

/**
 * A chat model for agents: the most probable answer (temperature 0, where the model knows it), bounded
 * retries, one time-out for everything, and errors of `#errors/errors.ts`.
 */
export function createChatModel(settings: ModelSettings): ChatOpenAI {
  const { apiKey, baseUrl = openAiUrl, model, timeoutSeconds, retries = 2 } = settings;
  const timeoutMs = timeoutSeconds * 1_000;
  const temperature = reasons(model) ? undefined : 0;
  return new ChatOpenAI({
    apiKey,
    model,
    ...(temperature === undefined ? {} : { temperature }),
    callbacks: followModel(model, baseUrl, temperature),
    // Retries are modelFetch's: LangChain's own wait at least a second and end in errors of the provider.
    maxRetries: 0,
    onFailedAttempt: (error) => {
      throw translateModelError(error);
    },
    // Later than modelFetch's deadline, so that there is one.
    timeout: timeoutMs + 1_000,
    configuration: { baseURL: baseUrl, fetch: modelFetch({ timeoutMs, retries }) },
  });
}

/** OpenAI's reasoning models refuse any temperature but their own. */
function reasons(model: string): boolean {
  const name = model.split('/').at(-1) ?? model;
  return /^o\d/.test(name) || /^gpt-5(?!-chat)/.test(name);
}
