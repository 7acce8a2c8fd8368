import type { RequestHandler } from 'express';
import type { Metrics } from '#telemetry/metrics.ts';

/** Measures each request under its route's pattern, so that addresses cannot multiply the labels. */
export function measureRequests(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const end = metrics.httpSeconds.startTimer();
    response.on('finish', () => {
      const route = typeof request.route?.path === 'string' ? request.route.path : 'other';
      end({ route, method: request.method, status: String(response.statusCode) });
    });
    next();
  };
}
