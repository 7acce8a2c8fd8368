import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Config } from '#config/load-config.ts';
import { describeError, errorText } from '#errors/describe-error.ts';
import type { Tokens } from '#identity/tokens.ts';
import { authenticate } from '#service/authenticate.ts';
import { guardHost } from '#service/guard-host.ts';
import { measureRequests } from '#service/measure-requests.ts';
import { isUnreadableRequest } from '#service/unreadable-request.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { Metrics } from '#telemetry/metrics.ts';
import { announcementStream } from './announcement-stream.ts';
import { mcpEndpoint, methodNotAllowed, sendJsonRpcError } from './mcp-endpoint.ts';
import { plainEndpoints } from './plain-endpoints.ts';
import { challenge, protectedResource } from './protected-resource.ts';
import type { Provider } from './provider.ts';
import { requireToolScope } from './require-tool-scope.ts';

const bodyLimit = '4mb';

export interface HttpAppOptions {
  provider: Provider;
  config: Config;
  tokens: Tokens;
  metrics: Metrics;
  logger: Logger;
  /** Aborted when the server begins to close. */
  closing: AbortSignal;
}

/** Everything that an MCP server answers over HTTP: MCP itself, plain JSON, health and metrics. */
export function createHttpApp({
  provider,
  config,
  tokens,
  metrics,
  logger,
  closing,
}: HttpAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);

  const measure = measureRequests(metrics);
  const guard = guardHost({ hosts: config.MCP_ALLOWED_HOSTS, origins: config.MCP_ALLOWED_ORIGINS });
  const guarded = [
    guard,
    authenticate(tokens, provider.name, config.TENANT),
    express.json({ limit: bodyLimit, type: () => true }),
  ];
  // First, and as one chain: each layer of the router that a request passes on its way costs it microseconds.
  app.post('/mcp', measure, guarded, requireToolScope(provider, 'mcp'), mcpEndpoint(provider));

  app.use(measure);
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const dependencies = await provider.readiness();
    const complete = Object.values(dependencies).every((state) => state === 'ok');
    const ready = provider.isReady?.() ?? complete;
    const status = complete ? 'ok' : ready ? 'degraded' : 'not ready';
    response.status(ready ? 200 : 503).json({ status, dependencies });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  if (tokens.required) app.use(guard, protectedResource(provider, config.JWT_ISSUER));
  app.use(guarded);
  app.get('/mcp', announcementStream(provider, closing));
  app.all('/mcp', methodNotAllowed);
  app.post('/tools/call', requireToolScope(provider, 'plain'));
  app.use(plainEndpoints(provider));
  app.use((_request, response) =>
    sendJsonRpcError(response, 404, -32_601, 'There is nothing at this address.'),
  );
  app.use(answerError(logger));
  return app;
}

/** Every error of the HTTP edge as JSON-RPC, never as HTML. */
function answerError(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const fault = faultOf(error);
    if (fault.status === 500) logger.error({ err: error }, 'request failed');
    if (fault.status === 401) {
      const refusal = fault.code === 'invalid_token' ? ({ error: 'invalid_token' } as const) : {};
      response.setHeader('WWW-Authenticate', challenge(request, refusal));
    }
    sendJsonRpcError(response, fault.status, fault.rpcCode, fault.message);
  };
}

interface Fault {
  status: number;
  rpcCode: number;
  code: string;
  message: string;
}

function faultOf(error: unknown): Fault {
  // The JSON parser's own errors: `entity.too.large`, `entity.parse.failed`, …
  const type = (error as { type?: unknown }).type;
  if (type === 'entity.too.large') {
    return {
      status: 413,
      rpcCode: -32_600,
      code: 'too_large',
      message: `The body is larger than ${bodyLimit}.`,
    };
  }
  if (type === 'entity.parse.failed') {
    return { status: 400, rpcCode: -32_700, code: 'parse_error', message: 'The body is not JSON.' };
  }
  if (isUnreadableRequest(error)) {
    return { status: 400, rpcCode: -32_600, code: 'bad_request', message: 'The request cannot be read.' };
  }
  const { code } = describeError(error);
  return { status: statusOf(code), rpcCode: rpcCodeOf(code), code, message: errorText(error) };
}

function statusOf(code: string): number {
  switch (code) {
    case 'missing_token':
    case 'invalid_token':
      return 401;
    case 'foreign_host':
    case 'foreign_origin':
    case 'access_denied':
    case 'insufficient_scope':
      return 403;
    case 'not_found':
      return 404;
    case 'invalid_input':
      return 400;
    case 'keys_unavailable':
      return 503;
    default:
      return 500;
  }
}

function rpcCodeOf(code: string): number {
  if (code === 'internal_error') return -32_603;
  return code === 'invalid_input' || code === 'not_found' ? -32_602 : -32_600;
}
