import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Toolbox } from '#adapters/mcp/toolbox.ts';
import type { BusinessProfile } from '#config/business-schema.ts';
import type { Senses } from './perception/senses.ts';
import type { SpendLedger } from './spending/spend-ledger.ts';

/** What every graph is built from. */
export interface GraphDependencies {
  model: BaseChatModel;
  /** Asked where the first one is down or overloaded. */
  fallbackModel?: BaseChatModel | undefined;
  toolbox: Toolbox;
  business: BusinessProfile;
  /** Hears and sees what customers send; without it only words are read. */
  senses?: Senses | undefined;
  /** Counts what the models cost; without it nothing is counted. */
  spending?: SpendLedger | undefined;
}
