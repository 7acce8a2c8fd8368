import type { Server } from 'node:http';
import type { Express } from 'express';
import { ConfigError } from '#errors/errors.ts';

export interface Listening {
  /** `http://host:port`, with the port that was really taken. */
  url: string;
  /** Takes no more connections, lets requests finish for `graceMs`, then cuts what is left. */
  close(graceMs?: number): Promise<void>;
}

/**
 * @param port 0 takes a free one.
 * @throws ConfigError when the port is taken or the address is not this machine's.
 */
export function listen(
  app: Express,
  options: { host: string; port: number; name: string },
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = app.listen(options.port, options.host);
    server.keepAliveTimeout = 65_000; // above the idle time of usual proxies and clients
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, options)));
    server.once('listening', () => {
      const address = server.address();
      const port = address && typeof address === 'object' ? address.port : options.port;
      const host = options.host.includes(':') ? `[${options.host}]` : options.host;
      resolve({ url: `http://${host}:${port}`, close: (graceMs = 5_000) => closeServer(server, graceMs) });
    });
  });
}

function listenError(
  error: NodeJS.ErrnoException,
  options: { host: string; port: number; name: string },
): Error {
  const variable = `PORT_${options.name.toUpperCase().replaceAll('-', '_')}`;
  return new ConfigError(
    `${options.name} cannot listen on ${options.host}:${options.port} (${error.code}).`,
    {
      code: 'cannot_listen',
      fix:
        error.code === 'EADDRINUSE'
          ? `Stop what listens there, or set ${variable} to a free port.`
          : `Check HOST and ${variable}.`,
      cause: error,
    },
  );
}

function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
