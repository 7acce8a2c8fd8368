import type { AddressInfo } from 'node:net';
import { type Logger, silentLogger } from '#telemetry/logger.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { type Credentials, createInstance } from './instance.ts';
import { createOdooServer } from './server.ts';

/** The versions that a stand-in can play. */
export type OdooSeries = 14 | 15 | 16 | 17 | 18 | 19;

/** How to start a stand-in; everything may be left out. */
export interface SandboxOdooOptions {
  /** By default a free one. */
  port?: number;
  /** By default loopback, where a stand-in with a known password belongs. */
  host?: string;
  /** Odoo's major version; those before 19 speak XML-RPC only. By default 19. */
  version?: OdooSeries;
  /** The key that its user logs in with, besides the password; a fixed one by default. */
  apiKey?: string;
  logger?: Logger;
  now?: () => Date;
}

/** A running stand-in for Odoo, with what a client needs to log in. */
export interface SandboxOdoo extends Credentials {
  url: string;
  faults: Faults;
  /** Puts the data back as it was at the start and clears the faults. */
  reset(): void;
  /** Stops listening and drops every connection, hanging ones too. */
  close(): Promise<void>;
}

const defaultCredentials: Credentials = {
  db: 'sandbox',
  username: 'admin',
  password: 'admin',
  apiKey: 'sandbox-api-key',
};

/** Starts a stand-in for Odoo with the data of a small Brazilian shop. */
export async function startSandboxOdoo(options: SandboxOdooOptions = {}): Promise<SandboxOdoo> {
  const {
    port = 0,
    host = '127.0.0.1',
    version = 19,
    logger = silentLogger,
    now = () => new Date(),
  } = options;
  const credentials = { ...defaultCredentials, ...(options.apiKey && { apiKey: options.apiKey }) };
  const instance = createInstance(version, credentials, now);
  const faults = createFaults();
  const server = createOdooServer(instance, faults, logger);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    ...credentials,
    url: `http://${host}:${address.port}`,
    faults,
    reset() {
      instance.reset();
      faults.clear();
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
    },
  };
}
