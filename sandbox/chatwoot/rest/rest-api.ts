import express, { type Request, Router } from 'express';
import { AccessError, NotFoundError } from '#errors/errors.ts';
import type { Faults } from '../faults.ts';
import { isSince, type VersionProfile } from '../version-profile.ts';
import type { World } from '../world.ts';
import { answerError } from './answer-error.ts';
import { disturb } from './disturb.ts';
import type { Exchange } from './exchange.ts';
import { readForm } from './read-form.ts';
import { objectOf, type RestRequest, type Route } from './route.ts';
import { routes } from './routes.ts';
import { serveFile } from './serve-file.ts';

export interface RestApi {
  world: World;
  profile: VersionProfile;
  faults: Faults;
  /** Whose each token of a user is. */
  callers: Map<string, RestRequest['caller']>;
  /** Told of each request that was answered. */
  onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** The REST API of one account, with the endpoint that tells the version. */
export function restApi(api: RestApi): Router {
  const router = Router();
  router.use(
    '/api',
    express.json({ limit: '1mb' }),
    express.raw({ type: 'multipart/form-data', limit: '40mb' }),
    disturb(api.faults),
  );
  router.get('/api', (_request, response) => {
    const timestamp = new Date().toISOString().slice(0, 19).replace('T', ' ');
    const { version } = api.profile;
    response.json({ version, timestamp, queue_services: 'ok', data_services: 'ok' });
  });
  for (const route of routes) {
    router[route.method](`/api/v1/accounts/:account${route.path}`, async (request, response) => {
      const answer = route.answer(await readRequest(api, route, request));
      const { method, path } = route;
      const requestBody = Buffer.isBuffer(request.body) ? undefined : request.body;
      api.onExchange?.({ method, path, requestBody, status: 200, answer });
      if (answer === undefined) response.status(200).end();
      else response.json(answer);
    });
  }
  router.get('/rails/active_storage/blobs/:id/:name', serveFile(api.world));
  router.use('/api', (_request, response) => {
    response.status(404).type('html').send("<h1>The page you were looking for doesn't exist.</h1>");
  });
  router.use('/api', answerError);
  return router;
}

async function readRequest(api: RestApi, route: Route, request: Request): Promise<RestRequest> {
  const { world, profile } = api;
  const caller = callerOf(api, request);
  if (caller.kind === 'agent_bot' && !isOpenToBots(route, profile))
    throw new AccessError('Access to this endpoint is not authorized for bots');
  if (Number(request.params.account) !== world.account.id)
    throw new NotFoundError('Resource could not be found');
  return {
    world,
    profile,
    caller,
    params: stringsOf(request.params),
    query: stringsOf(request.query),
    ...(await readBody(request)),
  };
}

async function readBody({ body, headers }: Request): Promise<Pick<RestRequest, 'body' | 'files'>> {
  if (Buffer.isBuffer(body)) return readForm(body, headers['content-type'] ?? '');
  return { body: objectOf(body), files: [] };
}

function isOpenToBots({ bots }: Route, { version }: VersionProfile): boolean {
  if (bots === 'always' || bots === 'never') return bots === 'always';
  return isSince(version, bots);
}

/** The header's name may have hyphens: some proxies drop names with underscores. */
function callerOf(api: RestApi, request: Request): RestRequest['caller'] {
  const token = request.headers.api_access_token ?? request.headers['api-access-token'];
  if (token === undefined) throw new AccessError('You need to sign in or sign up before continuing.');
  const caller = api.callers.get(String(token)) ?? botOf(api.world, String(token));
  if (!caller) throw new AccessError('Invalid Access Token');
  return caller;
}

function botOf({ bots }: World, token: string): RestRequest['caller'] | undefined {
  const bot = bots.find(({ accessToken }) => accessToken === token);
  return bot && { kind: 'agent_bot', id: bot.id };
}

function stringsOf(values: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(values).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}
