import { z } from 'zod';
import { errorOfText } from '#errors/describe-error.ts';
import { AccessError, type ProjectError } from '#errors/errors.ts';
import { StreamableHTTPError } from './sdk.ts';

const bodySchema = z.object({ error: z.object({ message: z.string() }) });

/**
 * What a server meant that refused a request before it came to a tool: no valid token (401), or one that may not do
 * this (403). Nothing was done then. Undefined for any other error.
 */
export function refusalOf(error: unknown): ProjectError | undefined {
  if (!(error instanceof StreamableHTTPError) || (error.code !== 401 && error.code !== 403)) return undefined;
  const refusal = new AccessError(`The server refused the request (HTTP ${error.code}).`, { cause: error });
  // The SDK keeps the body as the end of its message only.
  const start = error.message.indexOf('{');
  try {
    const body = bodySchema.safeParse(JSON.parse(error.message.slice(start)));
    return (body.success && errorOfText(body.data.error.message, error)) || refusal;
  } catch {
    return refusal; // not one of our servers: its words mean nothing here
  }
}
