/** All control characters but line feed and tab, and those that change the direction of text. */
const misleading = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Text that a customer or operator wrote, made fit to be shown to a model: nothing invisible that could
 * mislead a reader, and at most `limit` characters.
 */
export function untrustedText(text: string, limit = 2_000): string {
  const visible = text.replace(misleading, (found) => (found === '\n' || found === '\t' ? found : ''));
  return visible.length <= limit ? visible : `${visible.slice(0, limit - 1)}…`;
}
