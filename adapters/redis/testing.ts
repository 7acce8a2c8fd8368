import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/** A way to a real Redis that a test can break. */
export interface RedisProxy {
  /** The target's address, with host and port of the proxy. */
  url: string;
  /** Breaks all connections and refuses new ones. */
  cut(): Promise<void>;
  /** Accepts connections again, on the same port, after a cut. */
  restore(): Promise<void>;
  /** From now on nothing passes, while connections stay open. */
  stall(): void;
  close(): Promise<void>;
}

export async function startRedisProxy(targetUrl: string): Promise<RedisProxy> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let stalled = false;

  const accept = (client: Socket) => {
    const upstream = dial(Number(target.port || 6379), target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => stalled || to.write(data));
      // A broken connection is what this proxy is for; its other half breaks with it.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  };

  let server = await listenOn(0, accept);
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: Object.assign(new URL(targetUrl), { host: `127.0.0.1:${port}` }).href,
    cut,
    restore: async () => {
      server = await listenOn(port, accept);
    },
    stall: () => {
      stalled = true;
    },
    close: cut,
  };
}

async function listenOn(port: number, accept: (client: Socket) => void): Promise<Server> {
  const server = createServer(accept);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
