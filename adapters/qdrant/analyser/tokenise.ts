const longestToken = 40;
/** `caixa d'água` is `caixa de água`: the letter is a preposition, and no word to search for. */
const elidedPreposition = /(?<![\p{L}\p{N}])d['’´`](?=\p{L})/gu;

/**
 * The words and numbers of a text in lower case, in order. A number and its unit are two tokens, however they
 * are written: `Broca 10mm (aço-rápido)` → `broca 10 mm aço rápido`. Longer tokens are cut, so that no text
 * can make an index entry of its own size.
 */
export function tokenise(text: string): string[] {
  // Composed first: a letter with its accent apart would end at the accent.
  const tokens =
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(elidedPreposition, '')
      .match(/\p{N}+|\p{L}[\p{L}\p{N}]*/gu) ?? [];
  return tokens.map((token) => (token.length > longestToken ? token.slice(0, longestToken) : token));
}
