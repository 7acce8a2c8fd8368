import { createEmbedder } from '#adapters/openai/create-embedder.ts';
import { createAnalyser } from '#adapters/qdrant/analyser/analyser.ts';
import { connectQdrant } from '#adapters/qdrant/connection/connect-qdrant.ts';
import { createQdrantStores } from '#adapters/qdrant/qdrant-store.ts';
import type { Config } from '#config/load-config.ts';
import { ConfigError } from '#errors/errors.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { Connection } from '../kit/server-definition.ts';
import type { QdrantServices } from './services.ts';
import { type WatchedEmbedder, watchEmbedder } from './watch-embedder.ts';

/** Longest wait for a vector at the start and while documents are written; a search waits less. */
const longestEmbeddingSeconds = 20;

/** @throws ConfigError without QDRANT_URL; a Qdrant that is down is told by the calls. */
export async function connect(config: Config, logger: Logger): Promise<Connection<QdrantServices>> {
  if (!config.QDRANT_URL) {
    throw new ConfigError('QDRANT_URL is not set.', {
      fix: 'Set it to the address of Qdrant, or use `npm start`, which brings a stand-in.',
    });
  }
  const connection = connectQdrant({ url: config.QDRANT_URL, apiKey: config.QDRANT_API_KEY });
  const embedder = await embedderOf(config, logger);
  const storeOf = createQdrantStores({
    connection,
    analyser: createAnalyser(config.SEARCH_LANGUAGE),
    embedder: () => embedder?.current(),
    logger,
  });
  return {
    servicesFor: ({ tenant }) => ({ store: storeOf(tenant), answerTokens: config.MCP_ANSWER_TOKENS }),
    readiness: async () => ({ qdrant: await connection.readiness() }),
    close: async () => embedder?.close(),
  };
}

async function embedderOf(config: Config, logger: Logger): Promise<WatchedEmbedder | undefined> {
  const { OPENAI_EMBEDDING_MODEL: model, OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = config;
  if (!model) return undefined;
  if (!apiKey) {
    logger.warn('OPENAI_EMBEDDING_MODEL is set without OPENAI_API_KEY: search is lexical');
    return undefined;
  }
  const timeoutSeconds = Math.min(config.OPENAI_TIMEOUT_SECONDS, longestEmbeddingSeconds);
  const settings = { apiKey, model, timeoutSeconds, ...(baseUrl ? { baseUrl } : {}) };
  return watchEmbedder(() => createEmbedder(settings), logger);
}
