import type { BusinessProfile, Language } from '#config/business-schema.ts';
import type { ConversationState } from './conversation-state.ts';

/** The language of prompts and fixed words: the customer's where the company speaks it, else its first. */
export function languageOf(
  { language }: Pick<ConversationState, 'language'>,
  { languages }: Pick<BusinessProfile, 'languages'>,
): Language {
  return languages.find((each) => each === language) ?? languages[0] ?? 'pt-BR';
}
