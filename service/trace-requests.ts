import type { Request, RequestHandler, Response } from 'express';
import { continueTrace } from '#telemetry/tracing/propagation.ts';
import { inSpan, isTracing, markFailed } from '#telemetry/tracing/span.ts';

/**
 * Answers each request in a span, which goes on with the trace of its `traceparent`. To be used behind what finds out
 * who asks: strangers leave no spans.
 */
export function traceRequests(): RequestHandler {
  return (request, response, next) => {
    if (!isTracing()) return next();
    continueTrace(request.headers, () => {
      void traceAnswer(request, response, next);
    });
  };
}

function traceAnswer(request: Request, response: Response, next: () => void): Promise<void> {
  const { method } = request;
  const start = () => ({
    name: method,
    kind: 'server' as const,
    attributes: { 'http.request.method': method },
  });
  return inSpan(start, (span) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    response.once('close', () => {
      // Known only now; the address itself would hold names of customers' threads, and tokens.
      const route = typeof request.route?.path === 'string' ? request.route.path : 'other';
      span?.updateName(`${method} ${route}`);
      span?.setAttributes({ 'http.route': route, 'http.response.status_code': response.statusCode });
      if (span && response.statusCode >= 500) markFailed(span, String(response.statusCode));
      resolve();
    });
    next();
    return promise;
  });
}
