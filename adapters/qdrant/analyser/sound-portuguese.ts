/** Spellings that Brazilians hear alike, on folded words, applied in this order. */
const soundRules: [spelling: RegExp, sound: string][] = [
  [/ch|sh/g, 'x'],
  [/ph/g, 'f'],
  [/lh/g, 'li'],
  [/nh/g, 'ni'],
  [/h/g, ''],
  [/sc(?=[ei])|ss|c(?=[ei])|(?<=.)c(?=ao$)|z/g, 's'],
  [/qu(?=[ei])|ck|[cq]/g, 'k'],
  [/g(?=[ei])/g, 'j'],
  [/m(?=[pb])/g, 'n'],
  [/y/g, 'i'],
  [/w/g, 'v'],
  [/([a-qs-z])\1+/g, '$1'],
];

/**
 * How a folded Portuguese word sounds, so that the usual misspellings meet: `xave` and `chave`, `inpacto` and
 * `impacto`. A word with digits is a measure or a code and stays as it is.
 */
export function soundPortuguese(word: string): string {
  if (/\d/.test(word)) return word;
  return soundRules.reduce((sound, [spelling, replacement]) => sound.replace(spelling, replacement), word);
}
