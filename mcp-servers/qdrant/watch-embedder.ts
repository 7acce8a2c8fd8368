import type { Embedder } from '#adapters/qdrant/port.ts';
import { describeError } from '#errors/describe-error.ts';
import type { Logger } from '#telemetry/logger.ts';

/** An embedder that may come later: a provider that is down must not keep the search from starting. */
export interface WatchedEmbedder {
  /** Undefined until the provider has answered once. */
  current(): Embedder | undefined;
  close(): void;
}

const retryMs = 60_000;

/** Makes an embedder, and tries again every minute until it is there. Resolves after the first attempt. */
export async function watchEmbedder(
  create: () => Promise<Embedder>,
  logger: Logger,
  pauseMs = retryMs,
): Promise<WatchedEmbedder> {
  let embedder: Embedder | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function attempt(): Promise<void> {
    try {
      embedder = await create();
    } catch (error) {
      // Search is lexical meanwhile, and says so in every answer.
      logger.warn({ reason: describeError(error).message }, 'no embedding model yet, search is lexical');
      if (!closed) timer = setTimeout(() => void attempt(), pauseMs).unref();
    }
  }

  await attempt();
  return {
    current: () => embedder,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
