import express, { type Request, type Response, Router } from 'express';
import { AccessError } from '#errors/errors.ts';
import { hasScope, type Principal } from '#identity/principal.ts';
import { principalOf } from '#service/authenticate.ts';
import type { Reply, Route } from './route.ts';
import { sendEvents } from './send-events.ts';
import type { CrewsServices } from './services.ts';

const readJson = express.json({ limit: '1mb', type: () => true });

/** Serves routes to callers who have been authenticated. */
export function mountRoutes(routes: readonly Route[], services: CrewsServices): Router {
  const router = Router();
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    router[route.method](path, ...(route.body ? [readJson] : []), async (request, response) => {
      const principal = principalOf(response);
      requireScope(principal, route);
      await send(await route.answer(rawOf(request, response, principal), services), response);
    });
  }
  return router;
}

function requireScope(principal: Principal, { scope, summary }: Route): void {
  if (scope === undefined || hasScope(principal, scope)) return;
  throw new AccessError(`This needs the scope ${scope}: ${summary}`, {
    code: 'insufficient_scope',
    fix: `Call it with a token that has the scope ${scope}.`,
  });
}

function rawOf(request: Request, response: Response, principal: Principal) {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  return {
    params: request.params,
    query: request.query,
    headers: request.headers,
    body: request.body as unknown,
    principal,
    gone: gone.signal,
    accepts: (types: string[]) => request.accepts(types) || undefined,
  };
}

async function send(reply: Reply, response: Response): Promise<void> {
  response.status(reply.status).set(reply.headers ?? {});
  if ('events' in reply) await sendEvents(reply.events, response);
  else if ('text' in reply) response.type(reply.type).send(reply.text);
  else response.json(reply.json);
}
