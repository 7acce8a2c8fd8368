import { readFileSync } from 'node:fs';
import { type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { type BusinessProfile, type Language, languages } from '#config/business-schema.ts';
import { describeHours } from '#config/describe-hours.ts';
import { localMoment } from '#config/opening-hours.ts';
import type { ConversationState } from './conversation-state.ts';
import { languageOf } from './language.ts';
import type { Memory } from './memory.ts';

/** A prompt in the language of a customer. */
export type Prompt = (state: Pick<ConversationState, 'language'>) => string;

/**
 * Reads `prompts/<name>.<language>.md` beside a graph and fills its `{{business.…}}` places. `{{today}}` is filled
 * when the prompt is used.
 *
 * @param graph The graph's `import.meta.url`.
 * @throws Error for a place that the profile cannot fill: a defect, found when the graph is built.
 */
export function loadPrompt(graph: string, name: string, business: BusinessProfile): Prompt {
  const texts = new Map(
    languages.map((language) => {
      const text = readFileSync(new URL(`./prompts/${name}.${language}.md`, graph), 'utf8');
      return [language, fill(text, factsOf(business, language), `${name}.${language}`)];
    }),
  );
  return (state) => {
    const { date, time } = localMoment(business.hours, new Date());
    return (texts.get(languageOf(state, business)) ?? '').replaceAll('{{today}}', `${date} ${time}`);
  };
}

function fill(text: string, facts: Record<string, string>, prompt: string): string {
  return text.replace(/\{\{business\.(\w+)\}\}/g, (place, field: string) => {
    const value = facts[field];
    if (value === undefined) throw new Error(`prompt ${prompt}: the business profile has no ${place}`);
    return value;
  });
}

const languageNames: Record<Language, Record<Language, string>> = {
  'pt-BR': { 'pt-BR': 'português do Brasil', en: 'inglês' },
  en: { 'pt-BR': 'Brazilian Portuguese', en: 'English' },
};

/** The business profile as prompts speak of it. */
function factsOf(business: BusinessProfile, language: Language): Record<string, string> {
  const { name, about, tone, hours, policies, limits } = business;
  return {
    name,
    about,
    tone,
    hours: describeHours(hours, language),
    language: languageNames[language][business.languages[0] ?? 'pt-BR'],
    policies: policies.map((policy) => `- ${policy}`).join('\n') || '-',
    max_discount: `${limits.max_discount_percent}%`,
  };
}

/** Data from tools as a model is shown it: marked as material, so that words in it are not taken as orders. */
export function asMaterial(name: string, data: unknown): string {
  return `<${name}>\n${JSON.stringify(data).replaceAll('<', '\\u003c')}\n</${name}>`;
}

/** What is remembered of the customer, as a message behind the conversation; none where nothing is. */
export function memoryMaterial(memory: Memory): BaseMessage[] {
  const isEmpty = memory.preferences.length === 0 && memory.orders.length === 0;
  return isEmpty ? [] : [new HumanMessage(asMaterial('customer_memory', memory))];
}
