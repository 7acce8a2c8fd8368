import type { Logger } from '../logger.ts';

/** A place that takes OTLP over HTTP. */
export interface TraceDestination {
  /** For the log. */
  name: string;
  /** The whole address, ending in `/v1/traces`. */
  url: string;
  headers: Readonly<Record<string, string>>;
}

export interface TracingSettings {
  destinations: readonly TraceDestination[];
  /** Share of the traces that begin here which are recorded, from 0 to 1. */
  ratio: number;
}

export interface TracingOptions extends TracingSettings {
  /** The name of this process in traces. */
  service: string;
  logger: Logger;
}

interface Closable {
  close(graceMs?: number): Promise<void>;
}

/**
 * Starts something whose work is traced; it closes first, then what is left of its spans is sent. Without a
 * destination nothing of OpenTelemetry's SDK is even loaded.
 */
export async function withTracing<Running extends Closable>(
  options: TracingOptions,
  start: () => Promise<Running>,
): Promise<Running> {
  if (options.destinations.length === 0) return start();
  const { startSdk } = await import('./sdk.ts');
  const sdk = startSdk(options);
  try {
    const running = await start();
    return {
      ...running,
      async close(graceMs) {
        await running.close(graceMs);
        await sdk.close();
      },
    };
  } catch (error) {
    await sdk.close();
    throw error;
  }
}
