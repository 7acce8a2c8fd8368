import type { RequestHandler } from 'express';
import type { Faults } from './faults.ts';

/** Lets the next waiting fault happen to a request instead of its answer. */
export function injectFault(faults: Faults): RequestHandler {
  return (request, response, next) => {
    switch (faults.take()) {
      case 'server_error':
        response
          .status(500)
          .json({ status: { error: 'Service internal error: a fault of the stand-in' }, time: 0 });
        return;
      case 'html_error':
        response.status(502).type('html').send('<html><body><h1>502 Bad Gateway</h1></body></html>');
        return;
      case 'unavailable':
        response.status(503).json({ status: { error: 'Shard temporarily unavailable: a fault' }, time: 0 });
        return;
      case 'rate_limit':
        response
          .status(429)
          .set('retry-after', '1')
          .json({ status: { error: 'Rate limiting exceeded: a fault of the stand-in' }, time: 0 });
        return;
      case 'hang':
        return;
      case 'drop':
        request.socket.destroy();
        return;
      default:
        next();
    }
  };
}
