import { type Logger as PinoLogger, pino } from 'pino';
import { logFields } from './log-context.ts';
import { maskPersonalData } from './mask-personal-data.ts';

/** The part of a logger that this project uses; any pino-compatible logger fits. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'> & {
  child(bindings: Record<string, unknown>): Logger;
};

const redactedPaths = ['password', 'token', 'secret', 'authorization', 'apiKey', 'api_key'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/**
 * A logger that writes JSON lines to standard error, with the tenant, the thread and the trace of the present work;
 * fields that are named like secrets are masked, and so are personal data, wherever they stand.
 */
export function createLogger(options: { service: string; level: string }): Logger {
  return pino(
    {
      level: options.level,
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redactedPaths, censor: '********' },
      mixin: logFields,
      hooks: { streamWrite: maskPersonalData },
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** A logger that drops everything, for tests and for use as a library. */
export const silentLogger: Logger = pino({ level: 'silent' });
