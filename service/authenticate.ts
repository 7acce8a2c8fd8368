import type { RequestHandler } from 'express';
import { AccessError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { Tokens } from '#identity/tokens.ts';
import { inLogContext } from '#telemetry/log-context.ts';

/**
 * Finds out who calls, from the bearer token. Where no token is required (development without `JWT_SECRET`)
 * a caller without one may do everything, but a token that is shown must still be valid.
 */
export function authenticate(tokens: Tokens, audience: string, tenant: string): RequestHandler {
  const anonymous: Principal = { subject: 'anonymous', tenant, scopes: ['*'] };
  return async (request, response, next) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token) {
      response.locals.principal = await tokens.verify(token, audience);
    } else if (tokens.required) {
      throw new AccessError('A bearer token is required.', {
        code: 'missing_token',
        fix: `Send "Authorization: Bearer …" with a token whose audience is ${audience}.`,
      });
    } else {
      response.locals.principal = anonymous;
    }
    const { tenant: of, conversation } = principalOf(response);
    inLogContext({ tenant: of, conversation: conversation?.id }, next);
  };
}

/** The caller that {@link authenticate} found. */
export function principalOf(response: { locals: Record<string, unknown> }): Principal {
  return response.locals.principal as Principal;
}
