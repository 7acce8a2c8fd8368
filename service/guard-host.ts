import type { RequestHandler } from 'express';
import { AccessError } from '#errors/errors.ts';

/** A name or an address, and a port. What does not look like this is on no list. */
const hostHeader = /^(\[[\da-f:.]+\]|[^\s:/@[\]]+)(?::\d+)?$/i;
const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses requests that a web page of another site could make a browser send: a Host that is not ours (DNS
 * rebinding) and an Origin that is not allowed. MCP asks for both to be answered by 403.
 */
export function guardHost(allowed: { hosts: readonly string[]; origins: readonly string[] }): RequestHandler {
  const hosts = new Set([...loopbackNames, ...allowed.hosts.map((host) => host.toLowerCase())]);
  return (request, _response, next) => {
    const host = hostHeader.exec(request.headers.host ?? '')?.[1]?.toLowerCase();
    if (host === undefined || !hosts.has(host)) {
      throw new AccessError('This Host is not served here.', {
        code: 'foreign_host',
        fix: 'Add its name to MCP_ALLOWED_HOSTS if it is meant to reach this server.',
      });
    }
    const { origin } = request.headers;
    if (
      origin !== undefined &&
      !allowed.origins.includes(origin) &&
      !loopbackNames.has(nameOfOrigin(origin) ?? '')
    ) {
      throw new AccessError('This Origin may not call this server.', {
        code: 'foreign_origin',
        fix: 'Add it to MCP_ALLOWED_ORIGINS if its pages are meant to call this server.',
      });
    }
    next();
  };
}

function nameOfOrigin(origin: string): string | undefined {
  return URL.parse(origin)?.hostname;
}
