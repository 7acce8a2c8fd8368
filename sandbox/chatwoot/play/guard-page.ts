import type { RequestHandler } from 'express';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Keeps web pages of other sites from playing the customer through a person's browser: a foreign Origin is
 * refused, and while the server listens on loopback only, a foreign Host too (DNS rebinding).
 */
export function guardPage(host: string): RequestHandler {
  const onLoopback = loopback.has(host) || host === '::1';
  return (request, response, next) => {
    const { origin } = request.headers;
    const asked = request.headers.host ?? '';
    const isForeignOrigin =
      origin !== undefined && origin !== `http://${asked}` && origin !== `https://${asked}`;
    const isForeignHost = onLoopback && !loopback.has(asked.replace(/:\d+$/, ''));
    if (isForeignOrigin || isForeignHost) {
      response.status(403).json({ error: 'only the page of this stand-in may call this address' });
      return;
    }
    next();
  };
}
