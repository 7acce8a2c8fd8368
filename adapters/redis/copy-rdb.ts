import { createWriteStream } from 'node:fs';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { UpstreamError } from '#errors/errors.ts';

const silenceMs = 60_000;
const longestLine = 4_096;

/**
 * Copies the whole of a Redis into an RDB file, as a replica gets it: Redis goes on working meanwhile.
 *
 * @param url `redis://` or `rediss://`, with user and password or without.
 * @returns the size of the file in bytes.
 * @throws UpstreamError when Redis refuses (many hosted ones do) or falls silent for a minute.
 */
export async function copyRdb(url: string, password: string | undefined, path: string): Promise<number> {
  const socket = open(new URL(url));
  try {
    return await receive(socket, url, password, path);
  } catch (error) {
    throw new UpstreamError('Redis does not give a copy of itself.', {
      code: 'redis_copy_refused',
      fix: 'Give its user the commands SYNC and REPLCONF, or leave it out with --without redis.',
      cause: error,
    });
  } finally {
    socket.destroy();
  }
}

function open({ protocol, hostname, port }: URL): Socket {
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6_379) };
  const socket =
    protocol === 'rediss:' ? connectTls({ ...address, servername: hostname }) : connectPlain(address);
  return socket.setTimeout(silenceMs, () => socket.destroy(new Error('no word from Redis for a minute')));
}

async function receive(
  socket: Socket,
  url: string,
  password: string | undefined,
  path: string,
): Promise<number> {
  const reader = createReader(socket);
  const { username, password: inUrl } = new URL(url);
  const secret = password ?? decodeURIComponent(inUrl);
  if (secret) {
    socket.write(command('AUTH', ...(username ? [decodeURIComponent(username)] : []), secret));
    const reply = await reader.line();
    if (!reply.startsWith('+')) throw new Error('the password is refused');
  }
  socket.write(command('SYNC'));
  const header = await firstReply(reader);
  const file = createWriteStream(path, { mode: 0o600 });
  try {
    const endMark = /^\$EOF:(.{40})$/.exec(header)?.[1];
    if (endMark) return await reader.copyUntil(Buffer.from(endMark), file);
    const size = /^\$(\d+)$/.exec(header)?.[1];
    if (size === undefined) throw new Error(header.slice(0, 100));
    return await reader.copyBytes(Number(size), file);
  } finally {
    await new Promise<void>((resolve, reject) =>
      file.end((error?: Error | null) => (error ? reject(error) : resolve())),
    );
  }
}

/** Redis sends empty lines while it prepares the copy. */
async function firstReply(reader: Reader): Promise<string> {
  for (;;) {
    const line = await reader.line();
    if (line !== '') return line;
  }
}

function command(...words: string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

interface Sink {
  write(bytes: Buffer, done: (error: Error | null | undefined) => void): unknown;
}

interface Reader {
  /** The next line, without its end. */
  line(): Promise<string>;
  copyBytes(count: number, sink: Sink): Promise<number>;
  /** All that comes before a mark; the mark itself is left out. */
  copyUntil(mark: Buffer, sink: Sink): Promise<number>;
}

function createReader(socket: Socket): Reader {
  const chunks = socket[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { value, done } = await chunks.next();
    if (done) throw new Error('the connection ended too early');
    rest = rest.length === 0 ? value : Buffer.concat([rest, value]);
  };
  const write = (sink: Sink, bytes: Buffer) =>
    new Promise<void>((resolve, reject) => sink.write(bytes, (error) => (error ? reject(error) : resolve())));

  return {
    async line() {
      let end = rest.indexOf('\n');
      while (end < 0) {
        if (rest.length > longestLine) throw new Error('an answer that is none of Redis');
        await more();
        end = rest.indexOf('\n');
      }
      const line = rest.toString('latin1', 0, end).replace(/\r$/, '');
      rest = rest.subarray(end + 1);
      return line;
    },
    async copyBytes(count, sink) {
      for (let missing = count; missing > 0; ) {
        if (rest.length === 0) await more();
        const part = rest.subarray(0, missing);
        rest = rest.subarray(part.length);
        missing -= part.length;
        await write(sink, part);
      }
      return count;
    },
    async copyUntil(mark, sink) {
      let copied = 0;
      for (;;) {
        const at = rest.indexOf(mark);
        // What may be the beginning of the mark stays until more has come.
        const part = rest.subarray(0, at >= 0 ? at : Math.max(0, rest.length - mark.length + 1));
        await write(sink, part);
        copied += part.length;
        if (at >= 0) return copied;
        rest = rest.subarray(part.length);
        await more();
      }
    },
  };
}
