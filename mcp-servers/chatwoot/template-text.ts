import type { MessageTemplate } from '#adapters/chatwoot/port.ts';
import { InputError } from '#errors/errors.ts';

/** `{{1}}` or `{{name}}`, as Meta writes them. */
const parameter = /{{\s*(\w+)\s*}}/g;

/** The names of the parameters of a template, in their order. */
export function parametersOf({ text }: Pick<MessageTemplate, 'text'>): string[] {
  return [...new Set([...text.matchAll(parameter)].map(([, name = '']) => name))];
}

/**
 * What the customer will read.
 *
 * @throws InputError when the values are not exactly those that the template wants.
 */
export function templateText(
  template: Pick<MessageTemplate, 'name' | 'text'>,
  values: Record<string, string>,
): string {
  const wanted = parametersOf(template);
  const missing = wanted.filter((name) => !values[name]?.trim());
  const unknown = Object.keys(values).filter((name) => !wanted.includes(name));
  if (missing.length > 0 || unknown.length > 0) {
    const problems = [
      missing.length > 0 && `without a value: ${missing.join(', ')}`,
      unknown.length > 0 && `not in the template: ${unknown.join(', ')}`,
    ];
    throw new InputError(
      `The parameters of ${template.name} are wrong (${problems.filter(Boolean).join('; ')}).`,
      {
        fix: `Give a value for each of: ${wanted.join(', ') || 'none'}. The template is: ${template.text}`,
      },
    );
  }
  return template.text.replace(parameter, (_found, name: string) => values[name] ?? '');
}
