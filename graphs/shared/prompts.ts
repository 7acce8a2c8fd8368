import { readFileSync } from 'node:fs';
import { type BaseMessage, HumanMessage } from '@langchain/core/messages';
import type { BusinessProfile } from '#config/business-profile.ts';
import type { Memory } from './memory.ts';

/**
 * Reads `prompts/<name>.md` beside a graph and fills its `{{business.…}}` places.
 *
 * @param graph The graph's `import.meta.url`.
 */
export function loadPrompt(graph: string, name: string, business: BusinessProfile): string {
  const text = readFileSync(new URL(`./prompts/${name}.md`, graph), 'utf8');
  return text.replace(/\{\{business\.(\w+)\}\}/g, (place, field: string) => {
    const value = (business as Record<string, unknown>)[field];
    if (typeof value !== 'string')
      throw new Error(`prompt ${name}: ${place} is not a text of the business profile`);
    return value;
  });
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
