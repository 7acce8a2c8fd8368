import { z } from 'zod';
import { errorOfText } from '#errors/describe-error.ts';
import { AccessError, type ProjectError } from '#errors/errors.ts';
import { StreamableHTTPError } from './sdk.ts';

const bodySchema = z.object({ error: z.object({ message: z.string() }) });

/**
 * What a server meant that refused a request before it came to a tool: no valid token (401), or one that may not do
 * this (403). Nothing was done then.
 *
 * @param told its own words, of which only those of our servers mean anything here.
 */
export function refusal(status: number, told: string | undefined, cause?: unknown): ProjectError {
  const ours = told === undefined ? undefined : errorOfText(told, cause);
  return ours ?? new AccessError(`The server refused the request (HTTP ${status}).`, { cause });
}

/** The refusal that the SDK's client met; undefined for any other error. */
export function refusalOf(error: unknown): ProjectError | undefined {
  if (!(error instanceof StreamableHTTPError) || (error.code !== 401 && error.code !== 403)) return undefined;
  return refusal(error.code, toldIn(error.message), error);
}

/** The SDK keeps the body as the end of its message only. */
function toldIn(message: string): string | undefined {
  try {
    return bodySchema.safeParse(JSON.parse(message.slice(message.indexOf('{')))).data?.error.message;
  } catch {
    return undefined; // not one of our servers
  }
}
