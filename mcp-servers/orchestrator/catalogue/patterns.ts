/** Whether a name fits one of the patterns, in which `*` is any text. */
export function patternMatcher(patterns: readonly string[]): (name: string) => boolean {
  const parts = patterns.map((pattern) => pattern.split('*').map(escapeText).join('.*'));
  const whole = new RegExp(`^(?:${parts.join('|')})$`);
  return patterns.length === 0 ? () => false : (name) => whole.test(name);
}

function escapeText(text: string): string {
  return text.replace(/[^A-Za-z0-9_]/g, '\\$&');
}
