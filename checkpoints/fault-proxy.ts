import { connect, createServer, type Server, type Socket } from 'node:net';

/** For tests: stands between a client and Redis, and cuts the connection where it is told to. */
export interface FaultProxy {
  port: number;
  /**
   * Counts commands from now on and cuts at the n-th (from 1): before Redis gets it, or after Redis ran it and
   * before the client hears so. 0: never.
   */
  cutAt(command: number, moment: 'before' | 'after'): void;
  /** What Redis answers to the next commands, instead of Redis. */
  answerNext(replies: string[]): void;
  close(): Promise<void>;
}

/** Starts a proxy in front of a Redis. Only commands that begin with one of `counted` count. */
export async function startFaultProxy(
  redisUrl: string,
  counted = ['evalsha', 'eval', 'unlink'],
): Promise<FaultProxy> {
  const target = new URL(redisUrl);
  const sockets = new Set<Socket>();
  let cut = { command: 0, moment: 'before' };
  let count = 0;
  let answers: string[] = [];

  const server: Server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let cutReply = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => {
      // A client that awaits each answer sends one command at a time; only its beginning names it.
      const name = /^\*\d+\r\n\$\d+\r\n(\w+)/.exec(chunk.toString('latin1'))?.[1]?.toLowerCase() ?? '';
      if (counted.includes(name)) {
        count += 1;
        const answer = answers.shift();
        if (answer !== undefined) {
          client.write(`-${answer}\r\n`);
          return;
        }
        if (count === cut.command) {
          if (cut.moment === 'before') {
            client.destroy();
            return;
          }
          cutReply = true;
        }
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => (cutReply ? client.destroy() : client.write(chunk)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();

  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cutAt(command, moment) {
      cut = { command, moment };
      count = 0;
    },
    answerNext(replies) {
      answers = [...replies];
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
