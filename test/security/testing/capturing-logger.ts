import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Logger } from '#telemetry/logger.ts';

/** A logger like any library's, without the masks of the project's own: what reaches it is what was logged. */
export function capturingLogger(): { logger: Logger; lines: string[] } {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { logger: pino({ level: 'debug' }, stream), lines };
}
