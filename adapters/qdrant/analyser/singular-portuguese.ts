/**
 * Plural endings that Snowball leaves, on folded words; the first that matches is applied. `fáceis` and
 * `papéis` cannot be told apart without their accents, so singular `-il` and `-el` meet in `-el` too.
 */
const pluralRules: [ending: RegExp, singular: string][] = [
  [/(?<=.)(?:oes|aes)$/, 'ao'],
  [/(?<=.)ais$/, 'al'],
  [/(?<=.)ois$/, 'ol'],
  [/(?<=.)uis$/, 'ul'],
  [/(?<=tax|biquin|abacax|kiw|caqu|jur|safar|esqu|hobb)is$/, 'i'],
  [/(?<=.)eis$/, 'el'],
  [/(?<=..)(?:is|il)$/, 'el'],
  [/(?<=.)ns$/, 'm'],
  [/(?<=.[aeo])([rz])es$/, '$1'],
  [/(?<=..[aeou])s$/, ''],
];

/** Folded words that a rule would join with the wrong singular. */
const exceptions = new Map([
  ['maes', 'mae'],
  ['mais', 'mais'],
]);

/** The singular of a folded Portuguese word, or at least the same form for both numbers. */
export function singularPortuguese(word: string): string {
  const exception = exceptions.get(word);
  if (exception !== undefined) return exception;
  for (const [ending, replacement] of pluralRules) {
    if (ending.test(word)) return word.replace(ending, replacement);
  }
  return word;
}
