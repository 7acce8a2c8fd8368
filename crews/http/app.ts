import express, { type Express } from 'express';
import type { Config } from '#config/load-config.ts';
import { singleTenant, type Tenants } from '#config/tenants/tenants.ts';
import type { Tokens } from '#identity/tokens.ts';
import { authenticate } from '#service/authenticate.ts';
import { guardHost } from '#service/guard-host.ts';
import { measureRequests } from '#service/measure-requests.ts';
import { traceRequests } from '#service/trace-requests.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { Metrics } from '#telemetry/metrics.ts';
import type { TurnQueue } from '../queue/turn-queue.ts';
import { docsPage } from './docs-page.ts';
import { mountRoutes } from './mount-routes.ts';
import { openApiOf } from './openapi.ts';
import { answerProblem, nothingHere } from './problem.ts';
import { allRoutes } from './routes/all-routes.ts';
import type { CrewsServices } from './services.ts';
import { requireTenant, tenantWebhook } from './tenant-webhook.ts';
import { webhookRoute } from './webhook-route.ts';

export interface CrewsAppOptions {
  config: Config;
  tokens: Tokens;
  /** Whose callers and webhooks are served; without it any caller's, and the webhook of the settings. */
  tenants?: Tenants;
  services: CrewsServices;
  queue: TurnQueue;
  metrics: Metrics;
  logger: Logger;
  /** Each dependency by name: `ok`, or in a few words why not. */
  readiness(): Promise<Record<string, string>>;
}

/** Everything that crews answers over HTTP. */
export function createCrewsApp(options: CrewsAppOptions): Express {
  const { config, tokens, tenants, services, queue, metrics, logger, readiness } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(measureRequests(metrics));

  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const dependencies = await readiness();
    const ready = Object.values(dependencies).every((state) => state === 'ok');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'not ready', dependencies });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  // Chatwoot shows a signature instead of a token, and reaches crews under whatever name it knows.
  app.use(
    webhookRoute({
      webhookOf: (tenant) => tenantWebhook(tenants ?? singleTenant(config), tenant),
      queue,
      logger,
    }),
  );
  app.use(guardHost({ hosts: config.MCP_ALLOWED_HOSTS, origins: config.MCP_ALLOWED_ORIGINS }));
  app.use(docsPage(openApiOf(allRoutes)));
  app.use(authenticate(tokens, 'crews', config.TENANT));
  app.use(traceRequests());
  if (tenants) app.use(requireTenant(tenants));
  app.use(mountRoutes(allRoutes, services));
  app.use(nothingHere);
  app.use(answerProblem(logger));
  return app;
}
