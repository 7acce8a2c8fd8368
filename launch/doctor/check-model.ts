import { z } from 'zod';
import type { Config } from '#config/load-config.ts';
import { type Finding, failed, leftOut, ok, warning } from './finding.ts';

export const modelFix = 'Check OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_MODEL.';
const defaultBaseUrl = 'https://api.openai.com/v1';
const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Asks for the list of models with the key; costs no tokens. */
export async function checkModel(config: Config): Promise<Finding[]> {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl = defaultBaseUrl } = config;
  if (!key) return [leftOut('model', 'OPENAI_API_KEY is not set')];
  const answer = await fetch(`${baseUrl}/models`, {
    headers: { authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (answer.status === 401 || answer.status === 403) {
    return [failed('model', 'the key is refused', 'Set OPENAI_API_KEY to a valid key of this provider.')];
  }
  if (!answer.ok) return [failed('model', `the provider answered ${answer.status}`, modelFix)];
  const known = modelsSchema.safeParse(await answer.json());
  const wanted = [config.OPENAI_MODEL, config.OPENAI_EMBEDDING_MODEL].filter((name) => name !== undefined);
  if (!known.success) return [ok('model', `${baseUrl} takes the key; it does not tell its models`)];
  const names = new Set(known.data.data.map(({ id }) => id));
  return wanted.map((name) =>
    names.has(name)
      ? ok('model', `${name} at ${baseUrl}`)
      : warning('model', `${baseUrl} does not list ${name}`, 'Set OPENAI_MODEL to one that it lists.'),
  );
}
