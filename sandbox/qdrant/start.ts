import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type RequestHandler } from 'express';
import { listen } from '#service/listen.ts';
import { type Logger, silentLogger } from '#telemetry/logger.ts';
import { answerError } from './answer.ts';
import { createFaults, type Faults } from './faults.ts';
import { injectFault } from './inject-fault.ts';
import { collectionRoutes } from './routes/collection-routes.ts';
import { pointRoutes } from './routes/point-routes.ts';
import { queryRoutes } from './routes/query-routes.ts';
import { snapshotRoutes } from './routes/snapshot-routes.ts';
import { createDatabase } from './storage/database.ts';

/** The release whose answers the stand-in gives. */
const version = '1.19.0';
const largestRequest = '32mb';

export interface SandboxQdrant {
  /** `http://127.0.0.1:port`. */
  url: string;
  apiKey?: string;
  faults: Faults;
  close(): Promise<void>;
}

/**
 * A stand-in for Qdrant over its REST protocol: collections, aliases, points, filters, dense and sparse search
 * with IDF, fusion, facets. Everything is in memory (at most 100,000 points a collection) and gone when it is
 * closed.
 *
 * @param options.port 0, the default, takes a free one.
 * @param options.apiKey without it every caller is let in, as with Qdrant itself.
 */
export async function startSandboxQdrant(
  options: { port?: number; host?: string; apiKey?: string; logger?: Logger } = {},
): Promise<SandboxQdrant> {
  const { port = 0, host = '127.0.0.1', apiKey, logger = silentLogger } = options;
  const faults = createFaults();
  const database = createDatabase();

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(injectFault(faults));
  app.get('/', (_request, response) => {
    response.json({ title: 'qdrant - vector search engine', version, commit: null });
  });
  app.get(['/healthz', '/livez'], (_request, response) => {
    response.type('text').send('healthz check passed');
  });
  app.get('/readyz', (_request, response) => {
    response.type('text').send('all shards are ready');
  });
  if (apiKey !== undefined) app.use(requireKey(apiKey));
  app.use(snapshotRoutes(database));
  app.use(express.json({ limit: largestRequest, type: () => true }));
  app.use((request, _response, next) => {
    logger.debug({ method: request.method, path: request.path }, 'sandbox qdrant');
    next();
  });
  app.use(collectionRoutes(database), pointRoutes(database), queryRoutes(database));
  app.use((_request, response) => void response.status(404).end());
  app.use(answerError);

  const server = await listen(app, { host, port, name: 'sandbox-qdrant' });
  return {
    url: server.url,
    ...(apiKey === undefined ? {} : { apiKey }),
    faults,
    close: () => server.close(0),
  };
}

/** Qdrant answers a missing or a wrong key with 401 and plain text. */
function requireKey(apiKey: string): RequestHandler {
  return (request, response, next) => {
    const bearer = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    const given = request.get('api-key') ?? bearer;
    if (given === undefined) {
      response.status(401).type('text').send('Must provide an API key or an Authorization bearer token');
    } else if (!isEqual(given, apiKey)) {
      response.status(401).type('text').send('Invalid API key or JWT');
    } else next();
  };
}

function isEqual(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
