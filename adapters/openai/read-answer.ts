import { z } from 'zod';

const refusalSchema = z.object({ error: z.object({ code: z.string().nullish() }) });

/** The reason that a provider gives for a refusal, such as `insufficient_quota`. */
export function codeOfRefusal(text: string): unknown {
  const refusal = refusalSchema.safeParse(parseJson(text));
  return refusal.success ? refusal.data.error.code : undefined;
}

/** Undefined for what is not JSON, such as a proxy's error page; the schemas refuse it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
