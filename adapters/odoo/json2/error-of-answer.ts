import { z } from 'zod';
import { InputError, type ProjectError, UpstreamError } from '#errors/errors.ts';
import { credentialsRefused, errorOfException, unknownMethod, unknownModel } from '../odoo-exception.ts';

/** The part of Odoo's error body that is used; `debug` is a traceback and `arguments` repeat the message. */
const errorBody = z.object({ name: z.string(), message: z.string() });

/**
 * The error that JSON-2 answered with: Odoo has rolled the call back, nothing was changed. Undefined for what
 * Odoo does not say, such as the JSON of a proxy that lost patience.
 */
export function errorOfAnswer(status: number, body: unknown, place: string): ProjectError | undefined {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) return undefined;
  const { name, message } = parsed.data;
  if (status === 401) return credentialsRefused();
  if (!name.startsWith('werkzeug.')) return errorOfException({ name, message }, place);
  if (status === 404) {
    return message.startsWith('the model ') ? unknownModel(place) : unknownMethod(place);
  }
  if (status < 500) {
    return new InputError(`Odoo could not make sense of ${place}: ${message}`, { code: 'odoo_refused' });
  }
  return new UpstreamError(`Odoo failed in ${place} (${status}).`, { code: 'odoo_failed', retryable: false });
}
