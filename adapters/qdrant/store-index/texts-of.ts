const longestText = 8_000;

/**
 * The texts of a value that are to be found by meaning. A path names one: `text`, `address.city`, `notes[0]`, or
 * each of a list, `notes[*].text`; `$` is the whole value. Without paths it is the whole value.
 */
export function textsOf(value: Record<string, unknown>, fields: string[] = ['$']): string[] {
  const texts = fields.flatMap((field) => valuesAt(value, stepsOf(field))).map(textOf);
  return [...new Set(texts.filter(Boolean))];
}

function stepsOf(field: string): string[] {
  return field
    .replace(/\[([^\]]*)\]/g, '.$1')
    .split('.')
    .filter((step) => step !== '' && step !== '$');
}

function valuesAt(value: unknown, [step, ...rest]: string[]): unknown[] {
  if (step === undefined) return [value];
  if (step === '*') return Array.isArray(value) ? value.flatMap((each) => valuesAt(each, rest)) : [];
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return [];
  return valuesAt((value as Record<string, unknown>)[step], rest);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.trim().slice(0, longestText);
}
