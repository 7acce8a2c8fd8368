import { createToolbox, type Toolbox, type ToolboxOptions } from '#adapters/mcp/toolbox.ts';
import { createChatModel } from '#adapters/openai/create-chat-model.ts';
import { loadBusinessProfile } from '#config/business-profile.ts';
import type { Config } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { createTokens } from '#identity/tokens.ts';
import { maskLangSmith } from '#telemetry/tracing/langsmith.ts';
import type { GraphDependencies } from './dependencies.ts';
import { connectSenses } from './perception/connect-senses.ts';
import { parseModelPrices } from './spending/model-prices.ts';
import { createSpendLedger, type ModelUse } from './spending/spend-ledger.ts';

const toolTimeoutSeconds = 60;

/** What the settings of one tenant decide: the models, and the business profile. */
export function connectTenantDependencies(
  config: Config,
  onUse?: (use: ModelUse) => void,
): Omit<GraphDependencies, 'toolbox'> {
  const chatModel = (model: string) =>
    createChatModel({
      // A provider on the company's own machines may want no key, but the client library insists on one.
      apiKey: config.OPENAI_API_KEY ?? 'none',
      ...(config.OPENAI_BASE_URL ? { baseUrl: config.OPENAI_BASE_URL } : {}),
      model,
      timeoutSeconds: config.OPENAI_TIMEOUT_SECONDS,
    });
  const model = chatModel(config.OPENAI_MODEL);
  return {
    model,
    ...(config.OPENAI_FALLBACK_MODEL ? { fallbackModel: chatModel(config.OPENAI_FALLBACK_MODEL) } : {}),
    senses: connectSenses(config, model),
    spending: createSpendLedger(parseModelPrices(config.OPENAI_PRICES), undefined, onUse),
    business: loadBusinessProfile(config.BUSINESS_PROFILE),
  };
}

/** The model, the gateway and the business profile that the settings name. */
export function connectGraphDependencies(
  config: Config,
  observe?: ToolboxOptions['observe'],
): GraphDependencies {
  return { ...connectTenantDependencies(config), toolbox: connectToolbox(config, observe) };
}

/** The tools of the gateway, for every tenant: a call's token says for whom it is. */
export function connectToolbox(
  config: Config,
  observe?: ToolboxOptions['observe'],
  { beforeWrite, patienceMs }: Pick<ToolboxOptions, 'beforeWrite' | 'patienceMs'> = {},
): Toolbox {
  const toolbox = createToolbox({
    url: config.MCP_ORCHESTRATOR_URL,
    audience: 'mcp-orchestrator',
    tokens: createTokens(tokenSettings(config)),
    timeoutSeconds: toolTimeoutSeconds,
    observe,
    beforeWrite,
    patienceMs,
  });
  if (!config.LANGSMITH_TRACING) return toolbox;
  const langSmith = maskLangSmith();
  return {
    ...toolbox,
    async close() {
      await toolbox.close();
      await langSmith.flush();
    },
  };
}
