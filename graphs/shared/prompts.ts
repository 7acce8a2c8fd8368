import { readFileSync } from 'node:fs';
import type { BusinessProfile } from '#config/business-profile.ts';

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
