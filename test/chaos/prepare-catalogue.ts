import { MemorySaver } from '@langchain/langgraph';
import type { Config } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { compileGraph } from '#graphs/catalogue.ts';
import { connectGraphDependencies } from '#graphs/shared/connect.ts';
import { createTokens } from '#identity/tokens.ts';
import { loadKnowledge } from '#launch/load-knowledge.ts';
import { runSync } from '#launch/run-sync.ts';
import { silentLogger } from '#telemetry/logger.ts';

/** Fills the search as `npm start` does, so that products and rules are found. */
export async function prepareCatalogue(config: Config): Promise<void> {
  const dependencies = connectGraphDependencies(config);
  try {
    const graph = compileGraph('catalog-sync', dependencies, new MemorySaver());
    await runSync(graph, { tenant: config.TENANT });
    await loadKnowledge(config, createTokens(tokenSettings(config)), silentLogger);
  } finally {
    await dependencies.toolbox.close();
  }
}
