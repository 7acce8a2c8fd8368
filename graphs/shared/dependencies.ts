import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Toolbox } from '#adapters/mcp/toolbox.ts';
import type { BusinessProfile } from '#config/business-profile.ts';

/** What every graph is built from. */
export interface GraphDependencies {
  model: BaseChatModel;
  toolbox: Toolbox;
  business: BusinessProfile;
}
